import { addTo } from '../../../basics/groups.js';
import { groupOf } from '../language.js';
import { LANGUAGES } from '../languages/index.js';
import { settingsFilesIn } from '../tree/settings-files.js';

/** Names that would decide a part of a use. Plain data. */
export interface LackedNames {
  readonly names: readonly string[];
  /** What they are members of, and so on: a program that reads a settings file hands it on under such a name. */
  readonly around: readonly string[];
}

/** By the rule folder of the languages that lack them. */
export type Lacked = Readonly<Record<string, LackedNames>>;

/** Words behind which a declaration has its name, in some language. */
const KEYWORDS =
  'class|struct|interface|enum|object|module|defmodule|trait|type|typedef|record|namespace|package|protocol|extension|implementation|impl|for|union|' +
  'actor|contract|library|def|fn|func|function|sub|const|let|var|val|static|mod|export';

/**
 * Test for texts that may declare one of the names: its last segment stands there, and what it belongs to is declared there or is the file
 * or a folder around. Files that only read what others declare are many times more.
 */
export function declares(lacked: Lacked): (text: string, path: string) => boolean {
  const tests = new Map(Object.entries(lacked).map(([group, one]) => [group, new Lacking(one)]));
  const byName = new Map<string, Lacking>();
  for (const language of LANGUAGES) {
    const test = tests.get(groupOf(language));
    if (test) for (const name of [...language.extensions, ...(language.names ?? [])]) byName.set(name, test);
  }
  return (text, path) => {
    const file = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
    const test = byName.get(file) ?? byName.get(file.slice(file.lastIndexOf('.')));
    return test?.test(text, path) === true;
  };
}

class Lacking {
  readonly #names: Declaring;
  readonly #around: Declaring;

  constructor({ names, around }: LackedNames) {
    this.#names = new Declaring(names);
    this.#around = new Declaring(around);
  }

  test(text: string, path: string): boolean {
    return this.#names.test(text, path) || (settingsFilesIn(text).length > 0 && this.#around.test(text, path));
  }
}

class Declaring {
  /** Last segment → what it belongs to; nothing where it stands alone. */
  readonly #owners = new Map<string, string[]>();
  readonly #words: RegExp;
  readonly #patterns = new Map<string, RegExp>();

  constructor(names: readonly string[]) {
    for (const name of names) {
      const [owner = '', last = owner] = name.split('.');
      addTo(this.#owners, last, last === owner ? '' : owner);
    }
    // Whole words only. The names are identifiers, so nothing in the pattern can backtrack.
    this.#words = new RegExp(`(?<![\\w$])(?:${[...this.#owners.keys()].map(escaped).join('|')})(?![\\w$])`, 'g');
  }

  test(text: string, path: string): boolean {
    const words = new Set([...text.matchAll(this.#words)].map(([word]) => word));
    return [...words].some((word) =>
      this.#owners.get(word)?.some((owner) => {
        if (owner === '') return this.#declared(word).test(text);
        return isPartOf(path, owner) || this.#declared(owner).test(text);
      }),
    );
  }

  /** `type Keys struct`, `Keys = {`, `Keys: {`, `func (k *Keys)`, `Keys keys() {`. */
  #declared(name: string): RegExp {
    const known = this.#patterns.get(name);
    if (known) return known;
    const own = `${escaped(name)}(?![\\w$])`;
    const ways = [
      `\\b(?:${KEYWORDS})\\s+(?:[\\w$]+(?:\\.|::))*${own}`,
      `(?<![\\w$.])${own}\\s*(?::?=(?!=)|:(?!:))`,
      `func\\s*\\(\\s*(?:\\w+\\s+)?\\*?${own}\\s*[)[]`,
      `(?<=[\\w$>\\]]\\s)(?<!\\b(?:new|return|throw|await|else|case)\\s)${own}\\s*\\(`,
      `\\}\\s*${own}\\s*;`,
    ];
    const pattern = new RegExp(ways.join('|'));
    this.#patterns.set(name, pattern);
    return pattern;
  }
}

function isPartOf(path: string, name: string): boolean {
  return new RegExp(`(?<![A-Za-z0-9])${escaped(name)}(?![A-Za-z0-9])`).test(path);
}

function escaped(name: string): string {
  return name.replace(/[^\w]/g, '\\$&');
}
