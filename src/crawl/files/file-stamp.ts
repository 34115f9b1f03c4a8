import { lstatSync, type Stats } from 'node:fs';

/** Size, times of the last change to content and to metadata (milliseconds since 1970), inode. Equal: not touched since. */
export type FileStamp = readonly [size: number, modified: number, changed: number, inode: number];

export function stampFrom({ size, mtimeMs, ctimeMs, ino }: Stats): FileStamp {
  return [size, mtimeMs, ctimeMs, ino];
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
