import type { Knowledge, RuleDocument } from '../../../model/index.js';
import { list, prefixed } from './full-names.js';
import type { PartRules, Rule, RuleFile } from './rule.js';

/** A name and the numbers of the rules that are about it. */
type Entry = readonly [name: string, rules: readonly number[]];

/**
 * Names inside of which rules speak of something; types that may be called by their last segment alone; names of which,
 * or of something inside, a use is reported.
 */
export const OWNER = 1;
export const BARE = 2;
export const REPORTED = 4;

/**
 * Where the rules of one language are written, and by which names they are met: plain data, which the build works out, so
 * that a start reads rules only when a name of theirs is met. Rules are numbered through all files.
 */
export interface RuleIndex {
  /** Number of the document, what its rules are called, number of its first rule, how many it has. */
  readonly files: readonly {
    readonly document: number;
    readonly id: string;
    readonly first: number;
    readonly count: number;
  }[];
  /** How many rules there are. */
  readonly count: number;
  readonly calls: readonly Entry[];
  readonly literals: readonly Entry[];
  readonly reads: readonly Entry[];
  readonly idle: readonly Entry[];
  /** Rules that know only words of a name. */
  readonly named: readonly number[];
  /** Rules that know words of the name of a setting. */
  readonly kept: readonly number[];
  /** Are there constants that are told where something is compared with them? */
  readonly speaksOfCompared: boolean;
  readonly types: readonly { readonly name: string; readonly bases: readonly string[]; readonly parts: PartRules }[];
  readonly constants: readonly (readonly [name: string, value: string | number | boolean])[];
  readonly aliases: readonly (readonly [name: string, target: string])[];
  readonly returned: readonly string[];
  /** Every name that a rule speaks of, and all beginnings of it, with `OWNER`, `BARE` and `REPORTED`. */
  readonly known: readonly string[];
  readonly kinds: readonly number[];
}

/** @param folders rule folders of the language, e.g. `['java', 'kotlin']` */
export function indexRules(knowledge: Knowledge, folders: readonly string[]): RuleIndex {
  const index = new Indexing();
  for (const [number, document] of knowledge.documents.entries()) {
    const id = ruleFileId(document, folders);
    if (id !== undefined) index.add(document.body as unknown as RuleFile, number, id);
  }
  return index.made();
}

/** What rules of a document are called; nothing where it is of another language. Only documents of the language are read. */
function ruleFileId(document: RuleDocument, folders: readonly string[]): string | undefined {
  if (document.kind !== 'source') return undefined;
  const [, folder = '', name = ''] = /(?:^|\/)source\/([^/]+)\/(.+)\.yaml$/.exec(document.file) ?? [];
  if (folder && !folders.includes(folder)) return undefined;
  const language = folder || ((document.body as { readonly language?: string }).language ?? '');
  return folders.includes(language) ? `${language}/${name || document.file}` : undefined;
}

class Indexing {
  readonly #files: RuleIndex['files'][number][] = [];
  readonly #calls = new Map<string, number[]>();
  readonly #literals = new Map<string, number[]>();
  readonly #reads = new Map<string, number[]>();
  readonly #idle = new Map<string, number[]>();
  readonly #named: number[] = [];
  readonly #kept: number[] = [];
  readonly #types: RuleIndex['types'][number][] = [];
  readonly #constants = new Map<string, string | number | boolean>();
  readonly #aliases = new Map<string, string>();
  readonly #returned = new Set<string>();
  readonly #known = new Map<string, number>();
  #speaksOfCompared = false;
  #next = 0;

  add(body: RuleFile, document: number, id: string): void {
    const full = prefixed(body);
    const { rules = [] } = body;
    this.#files.push({ document, id, first: this.#next, count: rules.length });
    for (const rule of rules) this.#addRule(rule, this.#next++, full);
    for (const [name, info] of Object.entries(body.types ?? {})) {
      const type = full(name);
      this.#types.push({ name: type, bases: list(info.extends).map(full), parts: info.parts ?? {} });
      this.#know(type);
    }
    for (const [name, value] of Object.entries(body.constants ?? {})) {
      this.#constants.set(full(name), value);
      this.#know(full(name));
    }
    for (const [name, target] of Object.entries(body.aliases ?? {})) {
      this.#aliases.set(name, target);
      this.#know(name);
    }
  }

  made(): RuleIndex {
    return {
      files: this.#files,
      count: this.#next,
      calls: [...this.#calls],
      literals: [...this.#literals],
      reads: [...this.#reads],
      idle: [...this.#idle],
      named: this.#named,
      kept: this.#kept,
      speaksOfCompared: this.#speaksOfCompared,
      types: this.#types,
      constants: [...this.#constants],
      aliases: [...this.#aliases],
      returned: [...this.#returned],
      known: [...this.#known.keys()],
      kinds: [...this.#known.values()],
    };
  }

  #addRule(rule: Rule, number: number, full: (name: string) => string): void {
    if (rule.named) this.#named.push(number);
    if (rule.kept) this.#kept.push(number);
    if (rule.compared) this.#speaksOfCompared = true;
    if (rule.returns) this.#returned.add(rule.returns.startsWith('$') ? rule.returns : full(rule.returns));
    for (const name of list(rule.call)) this.#put(this.#calls, full(name), number);
    for (const name of list(rule.literal)) this.#put(this.#literals, full(name), number);
    for (const name of list(rule.read)) this.#put(this.#reads, full(name), number);
    for (const name of list(rule.idle)) this.#put(this.#idle, full(name), number);
    if (rule.purpose === undefined) return;
    for (const names of [rule.call, rule.literal, rule.read, rule.idle])
      for (const name of list(names)) this.#report(full(name));
  }

  #put(entries: Map<string, number[]>, name: string, number: number): void {
    const numbers = entries.get(name);
    if (numbers) numbers.push(number);
    else entries.set(name, [number]);
    this.#know(name);
  }

  #report(name: string): void {
    for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) {
      const part = name.slice(0, end);
      const kind = this.#known.get(part) ?? 0;
      if (kind & REPORTED) return;
      this.#known.set(part, kind | REPORTED);
    }
  }

  #know(name: string): void {
    for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) {
      const part = name.slice(0, end);
      const owner = end < name.length ? OWNER : 0;
      const kind = this.#known.get(part);
      this.#known.set(part, (kind ?? bareKind(part)) | owner);
      if (kind !== undefined) return;
    }
  }
}

function bareKind(name: string): number {
  const dot = name.lastIndexOf('.');
  return dot >= 0 && /^[A-Z]\w*$/.test(name.slice(dot + 1)) ? BARE : 0;
}
