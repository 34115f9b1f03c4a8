import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../../model/index.js';
import { git } from './git.js';

interface Blob {
  readonly id: string;
  readonly size: number;
  readonly path: string;
}

/** Bytes asked for in one go. */
const BATCH = 64 * 1024 * 1024;

/**
 * Writes the files of a git tree into an empty folder, byte for byte as they are stored: no checkout, no filter, no
 * executable bit, no link, no submodule. `.gitignore` files are left out: what is in the tree is tracked, and so examined.
 * @returns how many were written
 * @throws UserError when an object is missing, as in a partial clone
 */
export function writeTree(
  root: string,
  tree: string,
  folder: string,
  most: number,
  wanted: (path: string) => boolean,
): number {
  const blobs = listBlobs(root, tree).filter(({ size, path }) => size <= most && isPlain(path) && wanted(path));
  for (let at = 0; at < blobs.length; ) {
    const batch: Blob[] = [];
    for (let sum = 0; at < blobs.length && (batch.length === 0 || sum + blobs[at]!.size <= BATCH); at++) {
      batch.push(blobs[at]!);
      sum += blobs[at]!.size;
    }
    writeBatch(root, batch, folder);
  }
  return blobs.length;
}

/** Regular files of a tree: git-ls-tree(1), modes 100644 and 100755. */
function listBlobs(root: string, tree: string): readonly Blob[] {
  const out = git(root, ['ls-tree', '-r', '-l', '-z', '--full-tree', tree]);
  if (!out) throw new UserError(`--base: the tree ${tree} cannot be listed; objects are missing from this clone`);
  return out
    .toString('utf8')
    .split('\0')
    .flatMap((entry) => {
      const match = /^(\d{6}) blob ([0-9a-f]+) +(\d+)\t([\s\S]+)$/.exec(entry);
      return match?.[1]?.startsWith('100') ? [{ id: match[2]!, size: Number(match[3]), path: match[4]! }] : [];
    });
}

/** A stored name that could leave the folder is not written; git refuses such trees too, but this is not git's to promise. */
function isPlain(path: string): boolean {
  const parts = path.split('/');
  const escapes =
    path.includes('\\') || path.includes(':') || parts.some((part) => part === '' || part === '.' || part === '..');
  return !escapes && parts.at(-1) !== '.gitignore' && !parts.some((part) => part.toLowerCase() === '.git');
}

/** Answers of `git cat-file --batch`: `<id> blob <size>`, the bytes, a line feed. */
function writeBatch(root: string, batch: readonly Blob[], folder: string): void {
  const out = git(root, ['cat-file', '--batch'], batch.map(({ id }) => `${id}\n`).join(''));
  let at = 0;
  for (const { id, path } of batch) {
    const end = out?.indexOf(10, at) ?? -1;
    const size = /^[0-9a-f]+ blob (\d+)$/.exec(out?.toString('latin1', at, Math.max(end, 0)) ?? '')?.[1];
    if (!out || end < 0 || size === undefined)
      throw new UserError(`--base: object ${id} (${path}) is missing from this clone; fetch it first`);
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, out.subarray(end + 1, end + 1 + Number(size)), { mode: 0o600 });
    at = end + 1 + Number(size) + 1;
  }
}
