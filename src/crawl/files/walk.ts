import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import glob from 'fast-glob';
import type { Attempt, Limits } from '../../model/index.js';

/** A file found by the walk. `absolute` is for reading; `path` is what every output shows. */
export interface FoundFile {
  readonly path: string;
  readonly absolute: string;
  readonly bytes: number;
}

/** Files of one directory target, in a stable order, links never followed. */
export async function* walk(root: string, limits: Limits, attempts: Attempt[]): AsyncGenerator<FoundFile> {
  const names = await glob('**/*', {
    cwd: root,
    dot: true,
    onlyFiles: true,
    followSymbolicLinks: false,
    ignore: ['**/.git/**', '**/node_modules/**'],
    suppressErrors: true,
    stats: false,
  });
  for (const path of names.sort()) {
    const absolute = resolve(root, path);
    const { size } = await stat(absolute);
    if (size > limits.fileBytes) {
      attempts.push({
        target: path,
        by: 'files',
        status: 'skipped',
        reason: 'too-large',
        detail: `${size} bytes; the limit is ${limits.fileBytes}`,
      });
      continue;
    }
    yield { path, absolute, bytes: size };
  }
}

/** Reads a whole file. */
export async function readBytes(file: FoundFile): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(file.absolute)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
