import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FoundFile, stampOf } from '../crawl/files/index.js';
import type { Examined } from './examine.js';

/** A file changed within this time of the last save may have changed again without its times showing it. */
const RACY_MS = 2_000;
/** Bytes of all cached scans together; the least recently used go first. */
const MOST_BYTES = 512 * 1024 * 1024;

/** One file of the last scan. */
type Line = readonly [path: string, examined: Examined];

/** Reasons that may not hold the next time. */
const PASSING = new Set(['unreadable', 'timeout', 'bug']);

/**
 * What the last scan of a folder found, file by file. A file is not even read again while its size, times and inode are
 * the same; one with other times but the same bytes, as after a fresh clone, is read and hashed but not parsed.
 * One file for each scan root, replaced whole by a rename: two processes never see half of one.
 */
export class Cache {
  readonly #byPath = new Map<string, Examined>();
  readonly #byKey = new Map<string, Examined>();
  readonly #lines: Line[] = [];
  #savedAt = 0;
  #changed = false;

  private constructor(
    private readonly folder: string,
    private readonly file: string,
    private readonly identity: string,
    private readonly clock: () => number,
  ) {}

  /**
   * @param folder of the user's cache; made when it is not there
   * @param name what is scanned: one file of the cache for each
   * @param identity hash of everything besides bytes and path that a result depends on: tool, rules, limits
   */
  static open(folder: string, name: string, identity: string, clock: () => number): Cache {
    const file = `${createHash('sha256').update(name).digest('hex').slice(0, 32)}.ndjson`;
    const cache = new Cache(folder, join(folder, file), identity, clock);
    cache.#load();
    return cache;
  }

  /** Content keys of every result that is held. */
  get keys(): readonly string[] {
    return [...this.#byKey.keys()];
  }

  /** The result for a file that has not been touched since the last scan. */
  unchanged(file: FoundFile): Examined | undefined {
    const known = this.#byPath.get(file.path);
    if (!known?.stamp || known.stamp.changedAt >= this.#savedAt - RACY_MS) return undefined;
    if (known.stamp.text !== stampOf(file.absolute)?.text) return undefined;
    this.#lines.push([file.path, known]);
    return known;
  }

  /** Takes a new result, or finds the one that an equal file had. */
  settle(file: FoundFile, examined: Examined): Examined {
    const { stamp, key } = examined;
    const result = examined.cached ? { ...(this.#byKey.get(key as string) as Examined), stamp } : examined;
    this.#changed = true;
    const passing = result.attempts?.some(({ reason }) => reason !== undefined && PASSING.has(reason));
    if (stamp && !passing) this.#lines.push([file.path, result]);
    return result;
  }

  /** Writes what this scan saw. A cache that cannot be written is no failure of the scan. */
  save(): void {
    if (!this.#changed && this.#lines.length === this.#byPath.size) return;
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      const own = `${this.file}.${process.pid}`;
      const head = JSON.stringify({ identity: this.identity, savedAt: this.clock() });
      writeFileSync(own, `${head}\n${this.#lines.map((line) => `${JSON.stringify(line)}\n`).join('')}`, {
        mode: 0o600,
      });
      renameSync(own, this.file);
      makeRoom(this.folder);
    } catch {
      // A full or read-only disk: the next scan is slower, nothing else.
    }
  }

  #load(): void {
    try {
      const [head = '', ...lines] = readFileSync(this.file, 'utf8').split('\n');
      const { identity, savedAt } = JSON.parse(head) as { identity: string; savedAt: number };
      if (identity !== this.identity) return;
      this.#savedAt = savedAt;
      for (const text of lines) {
        if (text === '') continue;
        const [path, examined] = JSON.parse(text) as Line;
        this.#byPath.set(path, examined);
        if (examined.key !== undefined) this.#byKey.set(examined.key, examined);
      }
    } catch {
      // None yet, or one that another version wrote badly: the same as none.
      this.#byPath.clear();
      this.#byKey.clear();
    }
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
