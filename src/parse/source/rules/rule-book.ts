import type { Knowledge } from '../../../model/index.js';
import { NamedRules } from './named-rules.js';
import type { PartRules, Rule, RuleFile } from './rule.js';

/** A rule with where it is written. */
export interface BookedRule extends Rule {
  /** `java/jca#12`: file and position. */
  readonly id: string;
  readonly library: string;
}

export interface TypeInfo {
  readonly bases: readonly string[];
  readonly parts: PartRules;
}

const MOST_BASES = 20;

/** All rules that apply to one language, indexed by the names they are about. */
export class RuleBook {
  readonly #calls = new Map<string, BookedRule[]>();
  readonly #literals = new Map<string, BookedRule[]>();
  readonly #reads = new Map<string, BookedRule[]>();
  readonly #idle = new Map<string, BookedRule[]>();
  readonly #types = new Map<string, TypeInfo>();
  /** Type → the types that extend it. */
  readonly #extended = new Map<string, string[]>();
  readonly #constants = new Map<string, string | number | boolean>();
  readonly #aliases = new Map<string, string>();
  /** Module → its other names; made when it is first asked for. */
  #others: ReadonlyMap<string, string[]> | undefined;
  readonly #known = new Set<string>();
  readonly #byId = new Map<string, BookedRule>();
  readonly #bare = new Map<string, Set<string>>();
  readonly #returned = new Set<string>();
  readonly #named = new NamedRules();
  /** Names inside of which rules speak of something. */
  readonly #owners = new Set<string>();

  /** @param folders rule folders of the language, e.g. `['java', 'kotlin']` */
  constructor(knowledge: Knowledge, folders: readonly string[]) {
    for (const document of knowledge.documents) {
      if (document.kind !== 'source') continue;
      const [, folder = '', name = ''] = /(?:^|\/)source\/([^/]+)\/(.+)\.yaml$/.exec(document.file) ?? [];
      // Only the documents of the language are read.
      if (folder && !folders.includes(folder)) continue;
      const body = document.body as unknown as RuleFile & { readonly language?: string };
      if (!folders.includes(folder || (body.language ?? ''))) continue;
      this.#add(body, `${folder || body.language}/${name || document.file}`);
    }
  }

  get rules(): Iterable<BookedRule> {
    return this.#byId.values();
  }

  rule(id: string): BookedRule | undefined {
    return this.#byId.get(id);
  }

  /** What an ingredient is reported as when nothing takes it up. */
  alone(rule: BookedRule): BookedRule | undefined {
    return rule.alone && this.#byId.get(aloneId(rule));
  }

  calls(name: string): readonly BookedRule[] {
    return this.#calls.get(name) ?? [];
  }

  literals(name: string): readonly BookedRule[] {
    return this.#literals.get(name) ?? [];
  }

  reads(name: string): readonly BookedRule[] {
    return this.#reads.get(name) ?? [];
  }

  /** Rules on a method that does nothing. */
  idle(name: string): readonly BookedRule[] {
    return this.#idle.get(name) ?? [];
  }

  /** Rules on functions of whose name they know only words. */
  named(name: string): readonly BookedRule[] {
    return this.#named.of(name);
  }

  get speaksOfIdle(): boolean {
    return this.#idle.size > 0;
  }

  constant(name: string): string | number | boolean | undefined {
    return this.#constants.get(name);
  }

  /** Is this name, or something inside it, spoken of by a rule? */
  knows(name: string): boolean {
    return this.#known.has(name);
  }

  /** Is it only the name of a function that made something, of which rules say no more? */
  isResult(name: string): boolean {
    return this.#calls.has(name) && !this.#owners.has(name) && /(?:^|\.)[a-z]\w*$/.test(name);
  }

  /** The types that rules speak of and that are called so: `KeyPairGenerator` → `java.security.KeyPairGenerator`. */
  bare(name: string, member?: string): readonly string[] {
    const types = [...(this.#bare.get(name) ?? [])].filter((one) => !this.#isType(one.slice(0, one.lastIndexOf('.'))));
    const having = types.length > 1 && member ? types.filter((one) => this.knows(`${one}.${member}`)) : types;
    return having.length > 0 ? having : types;
  }

  #isType(name: string): boolean {
    return this.#types.has(name) || this.#calls.has(name) || this.#returned.has(name);
  }

  /** The name under which rules speak of it. */
  canonical(name: string): string {
    if (this.#aliases.size === 0) return name;
    for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) {
      const alias = this.#aliases.get(name.slice(0, end));
      if (alias !== undefined) return alias + name.slice(end);
    }
    return name;
  }

  /** The names that a rule is about. */
  names(rule: BookedRule): string[] {
    return [...list(rule.call), ...list(rule.literal), ...list(rule.read), ...list(rule.idle)];
  }

  /** A name as rules write it, and under every other name its module has. */
  spellings(name: string): string[] {
    const all = [name, ...this.#underTypes(name)];
    return all.flatMap((one) => this.#underAliases(one));
  }

  /** A member of a type is called by the types that extend it as well. */
  #underTypes(name: string): string[] {
    const dot = name.lastIndexOf('.');
    return (this.#extended.get(name.slice(0, dot)) ?? []).map((one) => one + name.slice(dot));
  }

  #underAliases(name: string): string[] {
    const all = [name];
    for (let end = 0; end < name.length; end++) {
      if (name[end] !== '.' && name[end] !== '/') continue;
      for (const alias of this.#otherNames().get(name.slice(0, end)) ?? []) all.push(alias + name.slice(end));
    }
    return all;
  }

  #otherNames(): ReadonlyMap<string, string[]> {
    if (!this.#others) {
      const others = new Map<string, string[]>();
      for (const [alias, target] of this.#aliases) others.set(target, [...(others.get(target) ?? []), alias]);
      this.#others = others;
    }
    return this.#others;
  }

  /** The type and everything it extends, nearest first. */
  lineage(type: string): readonly string[] {
    const found = [type];
    for (let at = 0; at < found.length && found.length < MOST_BASES; at++) {
      for (const base of this.#types.get(found[at] as string)?.bases ?? []) if (!found.includes(base)) found.push(base);
    }
    return found;
  }

  typeParts(type: string): readonly PartRules[] {
    return this.lineage(type).flatMap((one) => this.#types.get(one)?.parts ?? []);
  }

  #add(file: RuleFile, id: string): void {
    const full = (name: string) => (file.prefix && !name.startsWith('=') ? file.prefix + name : name.replace(/^=/, ''));
    for (const [index, raw] of (file.rules ?? []).entries()) {
      const rule: BookedRule = { ...withFullNames(raw, full), id: `${id}#${index + 1}`, library: file.library };
      this.#byId.set(rule.id, rule);
      if (rule.alone) this.#byId.set(aloneId(rule), { ...rule, ...rule.alone, id: aloneId(rule) });
      this.#named.add(rule);
      if (rule.returns) this.#returned.add(rule.returns);
      for (const name of list(rule.call)) this.#put(this.#calls, name, rule);
      for (const name of list(rule.literal)) this.#put(this.#literals, name, rule);
      for (const name of list(rule.read)) this.#put(this.#reads, name, rule);
      for (const name of list(rule.idle)) this.#put(this.#idle, name, rule);
    }
    for (const [name, info] of Object.entries(file.types ?? {})) {
      const bases = list(info.extends).map(full);
      this.#types.set(full(name), { bases, parts: info.parts ?? {} });
      for (const base of bases) this.#extended.set(base, [...(this.#extended.get(base) ?? []), full(name)]);
      this.#know(full(name));
    }
    for (const [name, value] of Object.entries(file.constants ?? {})) {
      this.#constants.set(full(name), value);
      this.#know(full(name));
    }
    for (const [name, target] of Object.entries(file.aliases ?? {})) {
      this.#aliases.set(name, target);
      this.#know(name);
    }
  }

  #put(index: Map<string, BookedRule[]>, name: string, rule: BookedRule): void {
    const rules = index.get(name);
    if (rules) rules.push(rule);
    else index.set(name, [rule]);
    this.#know(name);
  }

  #know(name: string): void {
    for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) {
      const part = name.slice(0, end);
      if (end < name.length) this.#owners.add(part);
      if (this.#known.has(part)) return;
      this.#known.add(part);
      const last = part.slice(part.lastIndexOf('.') + 1);
      if (!/^[A-Z]\w*$/.test(last) || !part.includes('.')) continue;
      const names = this.#bare.get(last);
      if (names) names.add(part);
      else this.#bare.set(last, new Set([part]));
    }
  }
}

function aloneId(rule: BookedRule): string {
  return `${rule.id}/alone`;
}

export function list<T>(value: T | readonly T[] | undefined): readonly T[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value as T];
}

/** Every name in a rule with the prefix of the file. */
function withFullNames(rule: Rule, full: (name: string) => string): Rule {
  const all = (names: Rule['call']) => (names === undefined ? undefined : list(names).map(full));
  const returns = rule.returns === undefined || rule.returns.startsWith('$') ? rule.returns : full(rule.returns);
  const members =
    rule.members && Object.fromEntries(Object.entries(rule.members).map(([key, type]) => [key, full(type)]));
  return {
    ...rule,
    call: all(rule.call),
    literal: all(rule.literal),
    read: all(rule.read),
    idle: all(rule.idle),
    returns,
    members,
  };
}
