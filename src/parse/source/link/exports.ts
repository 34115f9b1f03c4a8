import { addTo } from '../../../basics/groups.js';
import { groupOf, type Language } from '../language.js';
import { languageById } from '../languages/index.js';
import { NameIndex } from '../tree/name-index.js';
import { atHome, lastSegment } from '../tree/names.js';
import type { Export, Exports, SourceModule, TreeExports } from '../uses/use.js';
import { onlySymbol } from './aliases.js';

/** Modules that hand on what others hand on: so many steps. */
const MOST_STEPS = 5;
const MOST_EXPORTS = 5_000;

function languageOf({ language }: SourceModule): Language {
  return languageById(language) as Language;
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
    addTo(groups, group, module);
  }
  const all = [...groups].map(([group, list]) => [group, exportsOfGroup(list)] as const);
  return Object.fromEntries(all.filter(([, exports]) => Object.keys(exports).length > 0));
}

function exportsOfGroup(modules: readonly SourceModule[]): Exports {
  const table = new Table();
  for (const { exports } of modules) for (const [name, told] of Object.entries(exports)) table.add(name, told);
  if (table.size === 0) return {};
  const aliases: (readonly [name: string, other: string])[] = [];
  for (const { home, constants } of modules) {
    for (const [name, slots] of Object.entries(constants)) {
      const other = onlySymbol(slots);
      if (other) aliases.push([atHome(home, name), atHome(home, other)]);
    }
  }
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
  readonly #exported = new NameIndex<readonly Export[]>();
  /** The names by what they belong to; made when it is first asked for. */
  #members: NameIndex<string> | undefined;
  readonly #twice = new Set<string>();

  get size(): number {
    return this.#exported.size;
  }

  all(): Exports {
    return Object.fromEntries([...this.#exported.entries()].filter(([name]) => !this.#twice.has(name)));
  }

  add(name: string, told: readonly Export[]): void {
    const known = this.#exported.get(name);
    if (known) {
      if (known !== told && JSON.stringify(known) !== JSON.stringify(told)) this.#twice.add(name);
      return;
    }
    if (this.#exported.size >= MOST_EXPORTS) return;
    this.#exported.add(name, told);
    this.#members?.add(ownerOf(name), name);
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
    this.#members ??= new NameIndex([...this.#exported.entries()].map(([name]) => [ownerOf(name), name]));
    for (const name of this.#members.alike(from))
      this.add(to + name.slice(name.lastIndexOf('.')), this.#exported.get(name) ?? []);
  }

  #find(name: string): readonly Export[] | undefined {
    return this.#exported.find(name);
  }
}

function ownerOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('.')));
}

/** The names by which others ask for exports: their own, and that of the module of those that it does not just import. */
export function askedBy(exports: readonly (readonly [name: string, told: readonly Export[]])[]): string[] {
  return exports.flatMap(([name, told]) => {
    const dot = name.lastIndexOf('.');
    return passesOn(name, told) || isValue(told) || dot <= 0 ? [name] : [name, name.slice(0, dot)];
  });
}

/** Is it a value that others lack, whose name alone they ask for? */
export function isValue([only]: readonly Export[]): boolean {
  return only !== undefined && 'values' in only;
}

/** Is it something of a library under its own name, perhaps only imported? */
export function passesOn(name: string, [only]: readonly Export[]): boolean {
  return only !== undefined && 'symbol' in only && lastSegment(only.symbol) === lastSegment(name);
}
