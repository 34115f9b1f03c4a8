import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as zlib from 'node:zlib';
import type { FileStamp } from '../crawl/files/index.js';
import type { Examined } from './examine.js';

/** Of each file: its stamp, bytes examined, and where its result stands among the results. */
const NUMBERS = 6;
const BYTES = 4;
const PLACE = 5;
const ROW = NUMBERS * Float64Array.BYTES_PER_ELEMENT;
/** Instead of a place: no parser had a reason to read the file. */
const NOTHING = -1;
const UNREAD_BINARY = -2;
const LINE_END = 10;

/** First line of the file. */
interface Head {
  readonly identity: string;
  readonly savedAt: number;
  readonly files: number;
  /** Bytes of all paths. */
  readonly paths: number;
  /** Content keys with the file whose result each is. */
  readonly keys: readonly (readonly [key: string, row: number])[];
  /** Of everything after this line: damage is found. */
  readonly sum: string;
}

/** A result with the line in which it is saved, where there is one. */
interface Saved {
  readonly result: Examined;
  readonly text?: Buffer;
}

/**
 * A saved cache: a line of JSON, then six numbers for each file, the paths, and the results, a line of JSON each. Most files
 * hold nothing and have no result; those of the others are decoded when they are asked for.
 */
export class CacheFile {
  readonly savedAt: number;
  /** Sorted. */
  readonly paths: readonly string[];
  readonly #numbers: Float64Array;
  readonly #results: Buffer;
  readonly #keys: ReadonlyMap<string, number>;

  private constructor(head: Head, body: Buffer) {
    const end = head.files * ROW;
    this.savedAt = head.savedAt;
    this.#numbers = new Float64Array(head.files * NUMBERS);
    new Uint8Array(this.#numbers.buffer).set(body.subarray(0, end));
    this.paths = head.files === 0 ? [] : body.toString('utf8', end, end + head.paths).split('\0');
    this.#results = body.subarray(end + head.paths);
    this.#keys = new Map(head.keys);
  }

  /** @returns nothing when there is none, or one of another identity, or a damaged one */
  static read(file: string, identity: string): CacheFile | undefined {
    try {
      const bytes = readFileSync(file);
      const line = bytes.indexOf(LINE_END);
      const head = JSON.parse(bytes.toString('utf8', 0, line)) as Head;
      const body = bytes.subarray(line + 1);
      if (head.identity !== identity || head.sum !== sumOf([body])) return undefined;
      return new CacheFile(head, body);
    } catch {
      return undefined;
    }
  }

  /** Content keys of every result that is held. */
  get keys(): readonly string[] {
    return [...this.#keys.keys()];
  }

  /** The row that has the result for a content key. */
  rowOf(key: string): number | undefined {
    return this.#keys.get(key);
  }

  stamp(row: number): FileStamp {
    const at = row * NUMBERS;
    const numbers = this.#numbers;
    return [numbers[at] ?? 0, numbers[at + 1] ?? 0, numbers[at + 2] ?? 0, numbers[at + 3] ?? 0];
  }

  result(row: number): Saved {
    const text = this.#text(row);
    if (text !== undefined) return { result: JSON.parse(text.toString()) as Examined, text };
    const bytes = this.#numbers[row * NUMBERS + BYTES] as number;
    const unread = this.#numbers[row * NUMBERS + PLACE] === UNREAD_BINARY;
    return { result: unread ? { bytes, unreadBinary: true } : { bytes } };
  }

  #text(row: number): Buffer | undefined {
    const place = this.#numbers[row * NUMBERS + PLACE] as number;
    return place < 0 ? undefined : this.#results.subarray(place, this.#results.indexOf(LINE_END, place) + 1);
  }
}

/** What is to be saved, in the order of the files of a scan. */
export class CacheDraft {
  readonly #numbers: Float64Array;
  readonly #held: Uint8Array;
  readonly #results = new Map<number, { readonly text: Buffer; readonly key: string | undefined }>();

  constructor(private readonly paths: readonly { readonly path: string }[]) {
    this.#numbers = new Float64Array(paths.length * NUMBERS);
    this.#held = new Uint8Array(paths.length);
  }

  /** How many files it holds. */
  get size(): number {
    return this.#held.reduce((sum, one) => sum + one, 0);
  }

  /** @param text the line in which another cache saved the result */
  put(position: number, stamp: FileStamp, result: Examined, text?: Buffer): void {
    const plain = Object.keys(result).every((name) => name === 'bytes' || name === 'unreadBinary');
    const place = result.unreadBinary ? UNREAD_BINARY : NOTHING;
    this.#numbers.set([...stamp, result.bytes, place], position * NUMBERS);
    this.#held[position] = 1;
    if (plain) return;
    this.#results.set(position, { text: text ?? Buffer.from(`${JSON.stringify(result)}\n`), key: result.key });
  }

  /** The bytes of a file that `CacheFile.read` reads, in pieces: most of them stand in memory as the last one was read. */
  encode(identity: string, savedAt: number): readonly Buffer[] {
    const numbers = new Float64Array(this.size * NUMBERS);
    const paths: string[] = [];
    const lines = new Lines();
    const keys: [string, number][] = [];
    for (const [position, { path }] of this.paths.entries()) {
      if (!this.#held[position]) continue;
      const row = paths.push(path) - 1;
      numbers.set(this.#numbers.subarray(position * NUMBERS, (position + 1) * NUMBERS), row * NUMBERS);
      const result = this.#results.get(position);
      if (!result) continue;
      numbers[row * NUMBERS + PLACE] = lines.add(result.text);
      if (result.key !== undefined) keys.push([result.key, row]);
    }
    const names = Buffer.from(paths.join('\0'));
    const body = [Buffer.from(numbers.buffer), names, ...lines.pieces];
    const head: Head = { identity, savedAt, files: paths.length, paths: names.length, keys, sum: sumOf(body) };
    return [Buffer.from(`${JSON.stringify(head)}\n`), ...body];
  }
}

/** Lines one after the other. Those that stood so in one memory before stay one piece: few of a cache are new. */
class Lines {
  readonly pieces: Buffer[] = [];
  #end = 0;

  /** @param line with its end */
  add(line: Buffer): number {
    const place = this.#end;
    const last = this.pieces.at(-1);
    if (last && last.buffer === line.buffer && last.byteOffset + last.length === line.byteOffset)
      this.pieces[this.pieces.length - 1] = Buffer.from(line.buffer, last.byteOffset, last.length + line.length);
    else this.pieces.push(line);
    this.#end += line.length;
    return place;
  }
}

/** The checksum of zlib where Node has it (from 20.15 on): it takes a tenth of the time of a hash. */
function sumOf(parts: readonly Buffer[]): string {
  if (zlib.crc32) return `crc32 ${parts.reduce((sum, part) => zlib.crc32(part, sum), 0)}`;
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return `sha256 ${hash.digest('hex')}`;
}
