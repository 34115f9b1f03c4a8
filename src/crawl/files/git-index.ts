import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const ENTRY_HEAD = 62; // ctime .. sha-1 .. flags: gitformat-index(5)
const EXTENDED = 0x4000;
const NAME_MASK = 0xfff;
const MAX_INDEX_BYTES = 256 * 1024 * 1024;

/** The git work tree a folder belongs to. */
export interface WorkTree {
  readonly root: string;
  readonly gitDir: string;
}

/** Looks upwards for a work tree. Starts no git and so runs no hook or configured command of the repository. */
export function findWorkTree(folder: string): WorkTree | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const gitDir = gitDirOf(at);
    if (gitDir) return { root: at, gitDir };
    if (dirname(at) === at) return undefined;
  }
}

/**
 * Paths that git tracks, relative to the work tree: they are scanned even where `.gitignore` names them,
 * because they are part of the repository. Empty when there is no index or it cannot be read.
 */
export function trackedPaths(tree: WorkTree): ReadonlySet<string> {
  try {
    const file = join(tree.gitDir, 'index');
    if (statSync(file).size > MAX_INDEX_BYTES) return new Set();
    return readIndex(readFileSync(file));
  } catch {
    return new Set();
  }
}

/** Names in an index of version 2, 3 or 4 with SHA-1 ids: gitformat-index(5). Other indexes give an empty set. */
export function readIndex(bytes: Buffer): ReadonlySet<string> {
  const names = new Set<string>();
  if (bytes.length < 12 || bytes.toString('latin1', 0, 4) !== 'DIRC') return names;
  const version = bytes.readUInt32BE(4);
  const count = bytes.readUInt32BE(8);
  if (version < 2 || version > 4) return names;
  let at = 12;
  let previous = '';
  for (let i = 0; i < count && at + ENTRY_HEAD <= bytes.length; i++) {
    const start = at;
    const flags = bytes.readUInt16BE(at + 60);
    at += ENTRY_HEAD + (version >= 3 && flags & EXTENDED ? 2 : 0);
    let keep = 0;
    if (version === 4) [keep, at] = previousPart(bytes, at, previous.length);
    const length = flags & NAME_MASK;
    const end = version === 4 || length === NAME_MASK ? bytes.indexOf(0, at) : Math.min(at + length, bytes.length);
    if (end < 0) break;
    previous = previous.slice(0, keep) + bytes.toString('utf8', at, end);
    names.add(previous);
    // Versions 2 and 3 pad each entry with 1 to 8 NULs to a multiple of eight.
    at = version === 4 ? end + 1 : start + ((end - start + 8) & ~7);
  }
  return names;
}

/** Version 4: how many characters of the previous name stay, as an offset-encoded number of those to strip. */
function previousPart(bytes: Buffer, at: number, length: number): [number, number] {
  let byte = bytes[at++] ?? 0;
  let strip = byte & 0x7f;
  while (byte & 0x80 && at < bytes.length) {
    byte = bytes[at++] ?? 0;
    strip = ((strip + 1) << 7) | (byte & 0x7f);
  }
  return [Math.max(0, length - strip), at];
}

function gitDirOf(folder: string): string | undefined {
  const dot = join(folder, '.git');
  const stats = statSync(dot, { throwIfNoEntry: false });
  if (!stats) return undefined;
  if (stats.isDirectory()) return dot;
  // A linked work tree or submodule: `gitdir: <path>`.
  try {
    const named = /^gitdir: (.+)$/m.exec(readFileSync(dot, 'utf8').slice(0, 4096))?.[1];
    return named && resolve(folder, named.trim());
  } catch {
    return undefined;
  }
}
