import { sizeLimitOf } from '../../catalog/archive-names.js';
import type { Artifact, Attempt, Limits, ParseResult } from '../../model/index.js';
import { printable } from '../pki/der-values.js';
import { isContainer } from './magic.js';

/** Small archives may expand as they like: the ratio is only looked at above this. */
const ALWAYS_ALLOWED = 4 * 1024 * 1024;
/** Pictures, sound and fonts: nothing reads them, so they are not unpacked. */
const MEDIA = /\.(?:png|jpe?g|gif|webp|ico|bmp|svgz|mp[34]|m4[av]|ogg|wav|webm|avi|mov|ttf|otf|woff2?|eot)$/i;

/** Collects the entries of one archive within the limits that it shares with the archives around it. */
export class Unpacking {
  readonly embedded: Artifact[] = [];
  readonly attempts: Attempt[] = [];
  readonly #shared: { entries: number; bytes: number };
  #stopped = false;

  constructor(
    readonly outer: Artifact,
    readonly limits: Limits,
    readonly by: string,
  ) {
    this.#shared = outer.unpacked ?? { entries: 0, bytes: 0 };
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** How many octets the next entry may have: one that is an archive again, as much as is left for all. */
  room(name: string): number {
    return Math.max(0, Math.min(this.#left, sizeLimitOf(name, this.limits)));
  }

  get #left(): number {
    return this.limits.archiveBytes - this.#shared.bytes;
  }

  /** The most that `compressed` octets may become under this name. */
  expansion(name: string, compressed: number): number {
    return Math.min(this.room(name), Math.max(ALWAYS_ALLOWED, compressed * this.limits.archiveRatio));
  }

  wants(name: string): boolean {
    return !MEDIA.test(name) && !name.endsWith('/');
  }

  add(name: string, bytes: Uint8Array): void {
    if (this.#stopped) return;
    const room = isContainer(bytes) ? this.#left : this.room(name); // a layer may have any name
    if (this.#shared.entries >= this.limits.archiveEntries || bytes.length > room) {
      this.stop('limit', 'more entries or bytes than the limits allow; the rest was not examined');
      return;
    }
    this.#shared.entries++;
    this.#shared.bytes += bytes.length;
    this.embedded.push({
      path: `${this.outer.path}!/${entryPath(name)}`,
      bytes,
      depth: this.outer.depth + 1,
      unpacked: this.#shared,
    });
  }

  /** One entry cannot be had; the others can. `spent`: what a decoder may have written before it gave up, in octets. */
  skip(name: string, reason: Attempt['reason'], detail: string, spent = 0): void {
    this.#shared.entries++;
    this.#shared.bytes += spent;
    if (this.#shared.entries > this.limits.archiveEntries || this.#left < 0) {
      this.stop('limit', 'more entries or bytes than the limits allow; the rest was not examined');
      return;
    }
    const target = `${this.outer.path}!/${entryPath(name)}`;
    this.attempts.push({ target, by: this.by, status: 'skipped', ...(reason ? { reason } : {}), detail });
  }

  /** The archive breaks off in this entry: what is there of it is read, and the end is said. */
  cut(name: string, bytes: Uint8Array, detail: string): void {
    if (bytes.length > 0 && this.wants(name)) this.add(name, bytes);
    const read = bytes.length > 0 ? `; the ${bytes.length} bytes before are read` : '';
    this.stop('malformed', `${detail}${read}`);
  }

  stop(reason: NonNullable<Attempt['reason']>, detail: string): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.attempts.push({ target: this.outer.path, by: this.by, status: 'partial', reason, detail });
  }

  result(): ParseResult {
    return {
      observations: [],
      ...(this.embedded.length > 0 ? { embedded: this.embedded } : {}),
      ...(this.attempts.length > 0 ? { attempts: this.attempts } : {}),
    };
  }
}

/** `tar: cut or damaged after 3 entries` */
export function cutAfter(format: string, { embedded }: Unpacking): string {
  return `${format}: cut or damaged after ${embedded.length === 1 ? '1 entry' : `${embedded.length} entries`}`;
}

/** The name of an entry is only ever shown: no path of the machine is made of it. */
function entryPath(name: string): string {
  return printable(name.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '')).slice(0, 1000) || 'unnamed';
}
