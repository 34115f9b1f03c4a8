import { addTo } from '../../../basics/groups.js';
import type { Knowledge } from '../../../model/index.js';
import { ownCopy } from '../../text.js';
import { lastSegment } from '../tree/names.js';
import { list, prefixed, withFullNames } from './full-names.js';
import { KeptRules } from './kept-rules.js';
import { NamedRules } from './named-rules.js';
import type { PartRules, Rule, RuleFile } from './rule.js';
import { BARE, OWNER, REPORTED, type RuleIndex } from './rule-index.js';
import { RulesByName } from './rules-by-name.js';

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
/** What a rule is in another place: an ingredient that nothing takes up, a constant that is compared with. */
type Variant = 'alone' | 'compared';

/** Names that are remembered; a large tree has many more. */
const MOST_REMEMBERED = 20_000;

// Begins the alias of a file that holds a copy of a library, in whatever folder: `*/jsencrypt`.
const COPY = '*/';

/** All rules that apply to one language, found by the names they are about. A rule is read when it is first asked for. */
export class RuleBook {
  readonly #index: RuleIndex;
  readonly #documents: Knowledge['documents'];
  readonly #calls: RulesByName;
  readonly #literals: RulesByName;
  readonly #reads: RulesByName;
  readonly #idle: RulesByName;
  readonly #types: ReadonlyMap<string, TypeInfo>;
  readonly #constants: ReadonlyMap<string, string | number | boolean>;
  readonly #aliases: ReadonlyMap<string, string>;
  readonly #returned: ReadonlySet<string>;
  /** Name → what it is beside being known. */
  readonly #known: ReadonlyMap<string, number>;
  readonly #made: BookedRule[] = [];
  /** Every name that is met is asked for, most of them often. */
  readonly #canonical = new Map<string, string>();
  readonly #variants: Record<Variant, Map<BookedRule, BookedRule>> = { alone: new Map(), compared: new Map() };
  // What follows is made when it is first asked for.
  #bare: ReadonlyMap<string, readonly string[]> | undefined;
  /** Type → the types that extend it. */
  #extended: ReadonlyMap<string, readonly string[]> | undefined;
  /** Module → its other names. */
  #others: ReadonlyMap<string, readonly string[]> | undefined;
  #named: NamedRules | undefined;
  #kept: KeptRules | undefined;
  readonly #owners = new Map<string, readonly string[]>();
  /** Last parts of what is known. */
  #spoken: ReadonlySet<string> | undefined;

  constructor({ documents }: Knowledge, index: RuleIndex) {
    this.#index = index;
    this.#documents = documents;
    const rule = (number: number) => this.#rule(number);
    this.#calls = new RulesByName(index.calls, rule);
    this.#literals = new RulesByName(index.literals, rule);
    this.#reads = new RulesByName(index.reads, rule);
    this.#idle = new RulesByName(index.idle, rule);
    this.#types = new Map(index.types.map((type) => [type.name, type]));
    this.#constants = new Map(index.constants);
    this.#aliases = new Map(index.aliases);
    this.#returned = new Set(index.returned);
    this.#known = new Map(index.known.map((name, at) => [name, index.kinds[at] as number]));
  }

  /** All of them, each followed by what it is when nothing takes it up and when something is compared with it. */
  *rules(): Generator<BookedRule> {
    for (let number = 0; number < this.#index.count; number++) {
      const rule = this.#rule(number);
      yield rule;
      for (const variant of ['alone', 'compared'] as const) {
        const made = this.#variant(rule, variant);
        if (made) yield made;
      }
    }
  }

  rule(id: string): BookedRule | undefined {
    const [, file, place, variant] = /^(.*)#(\d+)(?:\/(alone|compared))?$/s.exec(id) ?? [];
    // The last file of a name is that of the user.
    const found = this.#index.files.findLast((one) => one.id === file && Number(place) <= one.count);
    if (!found) return undefined;
    const rule = this.#rule(found.first + Number(place) - 1);
    return variant === undefined ? rule : this.#variant(rule, variant as Variant);
  }

  /** What an ingredient is reported as when nothing takes it up. */
  alone(rule: BookedRule): BookedRule | undefined {
    return this.#variant(rule, 'alone');
  }

  #variant(rule: BookedRule, variant: Variant): BookedRule | undefined {
    const stated = rule[variant];
    if (!stated || rule.id.includes('/', rule.id.lastIndexOf('#'))) return undefined;
    const known = this.#variants[variant];
    const made = known.get(rule) ?? { ...rule, ...stated, id: `${rule.id}/${variant}` };
    known.set(rule, made);
    return made;
  }

  calls(name: string): readonly BookedRule[] {
    return this.#calls.get(name);
  }

  literals(name: string): readonly BookedRule[] {
    return this.#literals.get(name);
  }

  reads(name: string): readonly BookedRule[] {
    return this.#reads.get(name);
  }

  /** What a comparison with the constant tells. */
  compared(name: string): readonly BookedRule[] {
    return this.reads(name).flatMap((one) => this.#variant(one, 'compared') ?? []);
  }

  get speaksOfCompared(): boolean {
    return this.#index.speaksOfCompared;
  }

  /** Rules on a method that does nothing. */
  idle(name: string): readonly BookedRule[] {
    return this.#idle.get(name);
  }

  /** Rules on functions of whose name they know only words. */
  named(name: string): readonly BookedRule[] {
    return this.#byWords().of(name);
  }

  /** May what is called so belong to a name by whose words a rule speaks? */
  beginsName(name: string): boolean {
    return this.#byWords().begins(name);
  }

  #byWords(): NamedRules {
    this.#named ??= new NamedRules(this.#index.named.map((number) => this.#rule(number)));
    return this.#named;
  }

  /** Rules on a text that is kept under this name. */
  kept(name: string): readonly BookedRule[] {
    this.#kept ??= new KeptRules(this.#index.kept.map((number) => this.#rule(number)));
    return this.#kept.of(name);
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

  /** Is something reported of this name, or of what is inside? */
  reports(name: string): boolean {
    return ((this.#known.get(name) ?? 0) & REPORTED) !== 0;
  }

  /** The libraries, by the first part of their names in small letters, with a rule on a method of this name. */
  owners(method: string): readonly string[] {
    const known = this.#owners.get(method);
    if (known) return known;
    const names = [...this.#known.keys()].filter((one) => one.endsWith(`.${method}`));
    const made = [...new Set(names.map((one) => one.slice(0, one.indexOf('.')).toLowerCase()))];
    this.#owners.set(method, made);
    return made;
  }

  /** Does some rule speak of anything by this name, of whatever library? */
  speaksOf(last: string): boolean {
    if (!this.#spoken)
      this.#spoken = new Set([...this.#known.keys()].map((one) => one.slice(one.lastIndexOf('.') + 1)));
    return this.#spoken.has(last);
  }

  /** Is it only the name of a function that made something, of which rules say no more? */
  isResult(name: string): boolean {
    return this.#calls.has(name) && !((this.#known.get(name) ?? 0) & OWNER) && /(?:^|\.)[a-z]\w*$/.test(name);
  }

  /** The types that rules speak of and that are called so: `KeyPairGenerator` → `java.security.KeyPairGenerator`. */
  bare(name: string, member?: string): readonly string[] {
    const all = this.#typesBySegment().get(name) ?? [];
    const types = all.filter((one) => !this.isType(one.slice(0, one.lastIndexOf('.'))));
    if (types.length < 2) return types;
    // What is made rather than looked into is a type of its own, and no namespace of that name.
    const fits = (one: string) => (member ? this.knows(`${one}.${member}`) : this.isType(one));
    const having = types.filter(fits);
    return having.length > 0 ? having : types;
  }

  #typesBySegment(): ReadonlyMap<string, readonly string[]> {
    if (!this.#bare) {
      const types = [...this.#known].filter(([, kind]) => kind & BARE);
      this.#bare = gathered(types.map(([name]) => [lastSegment(name), name]));
    }
    return this.#bare;
  }

  /** Something that is made, by a constructor or by what hands it back, rather than a namespace. */
  isType(name: string): boolean {
    return this.#types.has(name) || this.#calls.has(name) || this.#returned.has(name);
  }

  /** The name under which rules speak of it. */
  canonical(name: string): string {
    if (this.#aliases.size === 0) return name;
    let canonical = this.#canonical.get(name);
    if (canonical === undefined) {
      if (this.#canonical.size >= MOST_REMEMBERED) this.#canonical.clear();
      const own = ownCopy(name);
      canonical = this.#withoutAliases(own);
      this.#canonical.set(own, canonical);
    }
    return canonical;
  }

  /** A program may be called as a module is whose import is missing: `ssh`. */
  #withoutAliases(name: string): string {
    if (this.#calls.has(name)) return name;
    const known = this.#renamed(name);
    if (known !== undefined) return known;
    const slash = name.startsWith('@') ? -1 : name.lastIndexOf('/');
    const copied = slash < 0 ? undefined : this.#renamed(`${COPY}${name.slice(slash + 1)}`);
    return copied === undefined ? name : (this.#renamed(copied) ?? copied);
  }

  #renamed(name: string): string | undefined {
    for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) {
      const alias = this.#aliases.get(name.slice(0, end));
      if (alias !== undefined) return alias + name.slice(end);
    }
    return undefined;
  }

  /** The names that a rule is about. */
  names(rule: BookedRule): string[] {
    return [...list(rule.call), ...list(rule.literal), ...list(rule.read), ...list(rule.idle)];
  }

  /** The lists of words of which one must stand in the file for the rule to be met, where it names such. */
  tokens({ tokens }: BookedRule): readonly (readonly string[])[] | undefined {
    return typeof tokens?.[0] === 'string'
      ? [tokens as readonly string[]]
      : (tokens as readonly (readonly string[])[] | undefined);
  }

  /** A name as rules write it, and under every other name its module has. */
  spellings(name: string): string[] {
    const all = [name, ...this.#underTypes(name)];
    return all.flatMap((one) => this.#underAliases(one));
  }

  /** A member of a type is called by the types that extend it as well. */
  #underTypes(name: string): string[] {
    const dot = name.lastIndexOf('.');
    this.#extended ??= gathered(
      this.#index.types.flatMap(({ name, bases }) => bases.map((base) => [base, name] as const)),
    );
    return (this.#extended.get(name.slice(0, dot)) ?? []).map((one) => one + name.slice(dot));
  }

  #underAliases(name: string): string[] {
    const all = [name];
    this.#others ??= gathered(
      [...this.#aliases]
        .filter(([alias]) => !alias.startsWith(COPY) && !alias.includes('<'))
        .map(([alias, target]) => [target, alias] as const),
    );
    // The whole name as well: a constructor that is the module itself.
    for (let end = 0; end <= name.length; end++) {
      if (end < name.length && name[end] !== '.' && name[end] !== '/') continue;
      for (const alias of this.#others.get(name.slice(0, end)) ?? []) all.push(alias + name.slice(end));
    }
    return all;
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

  #rule(number: number): BookedRule {
    const made = this.#made[number];
    if (made) return made;
    const file = this.#index.files.findLast(({ first }) => first <= number) as RuleIndex['files'][number];
    const body = this.#documents[file.document]?.body as unknown as RuleFile;
    const place = number - file.first;
    const raw = withFullNames(body.rules?.[place] as Rule, prefixed(body));
    const rule: BookedRule = { ...raw, id: `${file.id}#${place + 1}`, library: body.library };
    this.#made[number] = rule;
    return rule;
  }
}

/** Of each key all values, in their order. */
function gathered(pairs: readonly (readonly [key: string, value: string])[]): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, string[]>();
  for (const [key, value] of pairs) addTo(all, key, value);
  return all;
}
