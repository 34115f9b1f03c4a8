import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync, writevSync } from 'node:fs';
import { join } from 'node:path';
import { type FoundFile, stampOf } from '../crawl/files/index.js';
import { CacheDraft, CacheFile } from './cache-file.js';
import type { Examined } from './examine.js';

/** A file changed within this time of the last save may have changed again without its times showing it. */
const RACY_MS = 2_000;
/** Bytes of all cached scans together; the least recently used go first. */
const MOST_BYTES = 512 * 1024 * 1024;

/** Reasons that may not hold the next time. */
const PASSING = new Set(['unreadable', 'timeout', 'bug']);

/**
 * What the last scan of a folder found, file by file. A file is not even read again while its size, times and inode are
 * the same; one with other times but the same bytes, as after a fresh clone, is read and hashed but not parsed.
 * One file for each scan root, replaced whole by a rename: two processes never see half of one.
 */
export class Cache {
  readonly #draft: CacheDraft;
  /** Of each file of this scan its row in the last one, -1 for none. */
  readonly #rows: Int32Array;
  #changed = false;

  private constructor(
    private readonly place: Place,
    private readonly last: CacheFile | undefined,
    private readonly files: readonly FoundFile[],
  ) {
    this.#draft = new CacheDraft(files);
    this.#rows = rowsOf(files, last?.paths ?? []);
  }

  /** @param files of the scan, sorted by path */
  static open(place: Place, files: readonly FoundFile[]): Cache {
    return new Cache(place, CacheFile.read(fileOf(place), place.identity), files);
  }

  /** Content keys of every result that is held. */
  get keys(): readonly string[] {
    return this.last?.keys ?? [];
  }

  /** The result for the file at a position that has not been touched since the last scan. */
  unchanged(position: number): Examined | undefined {
    const row = this.#rows[position] as number;
    if (!this.last || row < 0) return undefined;
    const stamp = this.last.stamp(row);
    if (Math.max(stamp[1], stamp[2]) >= this.last.savedAt - RACY_MS) return undefined;
    const now = stampOf(this.files[position]!.absolute);
    if (!now?.every((number, index) => number === stamp[index])) return undefined;
    const { result, text } = this.last.result(row);
    this.#draft.put(position, stamp, result, text);
    return result;
  }

  /** Takes a new result, or finds the one that an equal file had. */
  settle(position: number, examined: Examined): Examined {
    const { stamp, ...result } = examined.cached ? this.#equal(examined) : examined;
    this.#changed = true;
    const passing = result.attempts?.some(({ reason }) => reason !== undefined && PASSING.has(reason));
    if (stamp && !passing) this.#draft.put(position, stamp, result);
    return result;
  }

  #equal({ key, stamp }: Examined): Examined {
    const row = this.last?.rowOf(key as string) as number;
    return { ...(this.last as CacheFile).result(row).result, stamp };
  }

  /** Writes what this scan saw. A cache that cannot be written is no failure of the scan. */
  save(): void {
    if (!this.#changed && this.#draft.size === (this.last?.paths.length ?? 0)) return;
    const { folder, identity, clock } = this.place;
    const file = fileOf(this.place);
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const own = `${file}.${process.pid}`;
      writePieces(own, this.#draft.encode(identity, clock()));
      renameSync(own, file);
      makeRoom(folder);
    } catch {
      // A full or read-only disk: the next scan is slower, nothing else.
    }
  }
}

/** Where a cache is kept, and what has to be the same for its results to hold. */
export interface Place {
  /** Of the user's cache; made when it is not there. */
  readonly folder: string;
  /** What is scanned: one file of the cache for each. */
  readonly name: string;
  /** Hash of everything besides bytes and path that a result depends on: tool, rules, limits. */
  readonly identity: string;
  readonly clock: () => number;
}

function fileOf({ folder, name }: Place): string {
  return join(folder, `${createHash('sha256').update(name).digest('hex').slice(0, 32)}.cache`);
}

/** Both are sorted. */
function rowsOf(files: readonly FoundFile[], paths: readonly string[]): Int32Array {
  const rows = new Int32Array(files.length).fill(-1);
  let row = 0;
  for (const [position, { path }] of files.entries()) {
    while (row < paths.length && (paths[row] as string) < path) row++;
    if (paths[row] === path) rows[position] = row;
  }
  return rows;
}

/** Without a copy of them all. @throws when the disk does not take all of them */
function writePieces(file: string, pieces: readonly Buffer[]): void {
  const to = openSync(file, 'w', 0o600);
  try {
    const bytes = pieces.reduce((sum, { length }) => sum + length, 0);
    if (writevSync(to, [...pieces]) !== bytes) throw new Error('the disk is full');
  } finally {
    closeSync(to);
  }
}

function makeRoom(folder: string): void {
  const files = readdirSync(folder)
    .map((name) => join(folder, name))
    .map((file) => ({ file, ...pick(file) }))
    .sort((a, b) => b.time - a.time);
  let sum = 0;
  for (const { file, size } of files) {
    sum += size;
    if (sum > MOST_BYTES) rmSync(file, { force: true });
  }
}

function pick(file: string): { size: number; time: number } {
  const stats = statSync(file, { throwIfNoEntry: false });
  return { size: stats?.size ?? 0, time: stats?.mtimeMs ?? 0 };
}
