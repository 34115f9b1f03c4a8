import { bodiesOf, type Knowledge } from '../../model/index.js';
import type { Ecosystem } from './dependency.js';

/** Since when something post-quantum is in a library. */
export type Pqc =
  | 'none'
  | 'unknown'
  | {
      readonly since: string;
      readonly branches?: readonly string[];
      readonly default?: boolean;
      readonly defaultSince?: string;
      readonly families?: readonly string[];
      readonly needs?: string;
      /** The only part of the package that has it, as code imports it. */
      readonly part?: string;
    }
  | { readonly follows: string };

/** One entry of `rules/libraries/`, see `rules/schema/libraries.json`. */
export interface LibraryEntry {
  /** `<ecosystem>/<first package>`. */
  readonly id: string;
  readonly packages: readonly string[];
  readonly provides: readonly string[];
  readonly central: boolean;
  readonly pqc: Pqc;
  readonly endOfLife?: string;
  readonly alternatives?: readonly string[];
  readonly product?: string;
  readonly ships?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Package → name under which code imports it. */
  readonly imports?: Readonly<Record<string, string>>;
  /** Release line → last day of public fixes. */
  readonly supportEnds?: Readonly<Record<string, string>>;
  readonly links?: Readonly<Record<string, string>>;
  readonly banners?: Readonly<Record<string, string>>;
  readonly symbols?: Readonly<Record<string, string>>;
  readonly note?: string;
}

const OS: readonly string[] = ['deb', 'apk', 'rpm'];

/** Is it a package of a Linux distribution? */
export function isSystem(ecosystem: string): boolean {
  return OS.includes(ecosystem);
}

/** Package names → entries. Later documents win, so a user's entry replaces a shipped one. */
export class LibraryIndex {
  readonly #exact = new Map<string, LibraryEntry>();
  readonly #prefixes = new Map<string, LibraryEntry>();
  /** Shared library → package of `generic`. */
  readonly links = new Map<string, string>();
  /** Text before a version in a binary → package of `generic`. */
  readonly banners = new Map<string, string>();
  /** Beginning of a symbol → family id. */
  readonly symbols = new Map<string, string>();

  constructor(knowledge: Knowledge) {
    for (const body of bodiesOf(knowledge, 'libraries')) {
      const ecosystem = body['ecosystem'] as string;
      for (const raw of body['entries'] as Omit<LibraryEntry, 'id'>[]) {
        const entry = { ...raw, id: `${ecosystem}/${(raw.packages[0] ?? '').replace(/\*$/, '')}` };
        for (const [name, to] of Object.entries(raw.links ?? {})) this.links.set(name, to);
        for (const [text, to] of Object.entries(raw.banners ?? {})) this.banners.set(text, to);
        for (const [begin, family] of Object.entries(raw.symbols ?? {})) this.symbols.set(begin, family);
        for (const name of raw.packages) {
          if (name.endsWith('*')) this.#prefixes.set(`${ecosystem}/${name.slice(0, -1).toLowerCase()}`, entry);
          else this.#exact.set(`${ecosystem}/${normalName(ecosystem, name)}`, entry);
        }
      }
    }
  }

  /** The entry of a package, if it is one that brings cryptography. */
  find(ecosystem: Ecosystem | string, name: string): LibraryEntry | undefined {
    const own = this.#find(ecosystem, name);
    return own ?? (isSystem(ecosystem) ? this.#find('os', name) : undefined);
  }

  #find(ecosystem: string, name: string): LibraryEntry | undefined {
    const key = `${ecosystem}/${normalName(ecosystem, name)}`;
    const exact = this.#exact.get(key);
    if (exact) return exact;
    for (let length = key.length; length > ecosystem.length + 1; length--) {
      const entry = this.#prefixes.get(key.slice(0, length).toLowerCase());
      if (entry) return entry;
    }
    return undefined;
  }

  get size(): number {
    return this.#exact.size + this.#prefixes.size;
  }
}

/** PEP 503 for Python, lower case where registries ignore case, Go paths without their major version. */
function normalName(ecosystem: string, name: string): string {
  if (ecosystem === 'pypi') return name.toLowerCase().replace(/[-_.]+/g, '-');
  if (ecosystem === 'golang') return name.replace(/\/v\d+$/, '').replace(/^(gopkg\.in\/.*)\.v\d+$/, '$1');
  if (ecosystem === 'maven' || ecosystem === 'gem' || ecosystem === 'npm') return name;
  return name.toLowerCase();
}

const cache = new WeakMap<Knowledge, LibraryIndex>();

/** The index of one run's knowledge, made once. */
export function libraryIndex(knowledge: Knowledge): LibraryIndex {
  let index = cache.get(knowledge);
  if (!index) {
    index = new LibraryIndex(knowledge);
    cache.set(knowledge, index);
  }
  return index;
}
