import { groupOf, type Language } from '../language.js';
import { LANGUAGES } from '../languages/index.js';
import { atHome, lastSegment, meant, rootOf, sameEnd, tail } from '../tree/names.js';
import type { Export, Exports, SourceModule, TreeExports } from '../uses/use.js';
import { onlySymbol } from './aliases.js';

/** Modules that hand on what others hand on: so many steps. */
const MOST_STEPS = 5;
const MOST_EXPORTS = 5_000;

function languageOf({ language }: SourceModule): Language {
  return LANGUAGES.find(({ id }) => id === language) as Language;
}

/**
 * What is of a library in the files and can be imported from them, under every name under which the tree hands it on.
 * What tests make says nothing of code in production.
 */
export function treeExports(modules: readonly SourceModule[]): TreeExports {
  const groups = new Map<string, SourceModule[]>();
  for (const module of modules) {
    if (module.context === 'test') continue;
    const group = groupOf(languageOf(module));
    const list = groups.get(group);
    if (list) list.push(module);
    else groups.set(group, [module]);
  }
  const all = [...groups].map(([group, list]) => [group, exportsOfGroup(list)] as const);
  return Object.fromEntries(all.filter(([, exports]) => Object.keys(exports).length > 0));
}

function exportsOfGroup(modules: readonly SourceModule[]): Exports {
  const table = new Table();
  for (const { exports } of modules) for (const [name, told] of Object.entries(exports)) table.add(name, told);
  if (table.size === 0) return {};
  const aliases = modules.flatMap(({ home, constants }) =>
    Object.entries(constants).flatMap(([name, slots]) => {
      const other = onlySymbol(slots);
      return other ? [[atHome(home, name), atHome(home, other)] as const] : [];
    }),
  );
  for (let step = 0, before = -1; step < MOST_STEPS && table.size > before; step++) {
    before = table.size;
    for (const [name, other] of aliases) table.alias(name, other);
    for (const { handsOn, home, name } of modules)
      for (const from of handsOn) table.handOn(atHome(home, from), atHome(home, name));
  }
  for (const module of modules) {
    const whole = languageOf(module).wholeModule;
    if (whole) table.alias(module.name, `${module.name}.${whole}`);
  }
  return table.all();
}

/** Names and what they stand for. A name that stands for several things stands for none. */
class Table {
  readonly #entries = new Map<string, readonly Export[]>();
  readonly #tails = new Map<string, Set<string>>();
  /** By the last two segments of what a name belongs to. */
  readonly #byOwner = new Map<string, Set<string>>();
  readonly #twice = new Set<string>();

  get size(): number {
    return this.#entries.size;
  }

  all(): Exports {
    return Object.fromEntries([...this.#entries].filter(([name]) => !this.#twice.has(name)));
  }

  add(name: string, told: readonly Export[]): void {
    const known = this.#entries.get(name);
    if (known) {
      if (known !== told && JSON.stringify(known) !== JSON.stringify(told)) this.#twice.add(name);
      return;
    }
    if (this.#entries.size >= MOST_EXPORTS) return;
    this.#entries.set(name, told);
    const end = tail(name);
    this.#tails.set(end, (this.#tails.get(end) ?? new Set()).add(name));
    const owner = tail(name.slice(0, Math.max(0, name.lastIndexOf('.'))));
    this.#byOwner.set(owner, (this.#byOwner.get(owner) ?? new Set()).add(name));
  }

  /** `name` stands for `other`, and so does what is inside. */
  alias(name: string, other: string): void {
    const told = this.#find(other);
    if (told) this.add(name, told);
    const results = this.#find(`${other}()`);
    if (results) this.add(`${name}()`, results);
  }

  /** All names of a module are names of another one as well. */
  handOn(from: string, to: string): void {
    for (const name of [...(this.#byOwner.get(tail(from)) ?? [])]) {
      const dot = name.lastIndexOf('.');
      const told = this.#entries.get(name);
      if (told && sameEnd(name.slice(0, dot), from)) this.add(to + name.slice(dot), told);
    }
  }

  #find(name: string): readonly Export[] | undefined {
    const exact = this.#entries.get(name);
    if (exact) return exact;
    const near = meant([...(this.#tails.get(tail(name)) ?? [])], name);
    return near === undefined ? undefined : this.#entries.get(near);
  }
}

/** The names by which others ask for exports: their own, and that of the module of those that it does not just import. */
export function askedBy(exports: Exports): string[] {
  return Object.entries(exports).flatMap(([name, told]) => {
    const dot = name.lastIndexOf('.');
    return passesOn(name, told) || dot <= 0 ? [name] : [name, name.slice(0, dot)];
  });
}

/** Is it something of a library under its own name, perhaps only imported? */
export function passesOn(name: string, [only]: readonly Export[]): boolean {
  return only !== undefined && 'symbol' in only && lastSegment(only.symbol) === lastSegment(name);
}

/** Many names, of which some are looked for by an end of theirs. */
export class NameSet {
  readonly #ends = new Map<string, string[]>();

  constructor(names: readonly string[]) {
    for (const name of names) {
      const end = tail(name);
      const known = this.#ends.get(end);
      if (!known) this.#ends.set(end, [name]);
      else if (!known.includes(name)) known.push(name);
    }
  }

  get isEmpty(): boolean {
    return this.#ends.size === 0;
  }

  names(name: string): boolean {
    return (this.#ends.get(tail(name)) ?? []).some((one) => sameEnd(one, name) || rootOf(one, name) !== undefined);
  }
}
