import { lstatSync, type Stats } from 'node:fs';

/** Size, times and inode of a file. Equal text: not touched since. */
export interface FileStamp {
  readonly text: string;
  /** Milliseconds since 1970 of the last change to content or metadata. */
  readonly changedAt: number;
}

export function stampFrom({ size, mtimeMs, ctimeMs, ino }: Stats): FileStamp {
  return { text: `${size}.${mtimeMs}.${ctimeMs}.${ino}`, changedAt: Math.max(mtimeMs, ctimeMs) };
}

/** The stamp of a file as it is now; undefined when it is gone. */
export function stampOf(absolute: string): FileStamp | undefined {
  try {
    const stats = lstatSync(absolute, { throwIfNoEntry: false });
    return stats && stampFrom(stats);
  } catch {
    return undefined;
  }
}
