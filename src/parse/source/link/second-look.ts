import type { Knowledge } from '../../../model/index.js';
import { groupOf, type Language } from '../language.js';
import { LANGUAGES, languageById } from '../languages/index.js';
import { prepare } from '../prepare.js';
import { NameIndex } from '../tree/name-index.js';
import type { Export, SourceModule, TreeExports } from '../uses/use.js';
import { Declarers, type Wanted, wantedNames } from './declarers.js';
import { askedBy, isValue, passesOn, treeExports } from './exports.js';

/** Imports stand at the beginning of a file. In characters. */
const LONGEST = 100_000;

/** What source files are looked at for once more: what others export, and what others want of them. Plain data. */
export interface SecondLook {
  readonly exports: TreeExports;
  /** By rule folder: what was not yet known on the look before, by the names that others ask for. */
  readonly fresh: Readonly<Record<string, readonly string[]>>;
  /** Of these the objects and types, without what functions give back: enough to read a file for that holds no use of its own. */
  readonly objects: SecondLook['fresh'];
  readonly wanted: Wanted;
  /** Files that were read and import some of what is fresh. */
  readonly importers: readonly string[];
}

/** Looks one after the other: each has what the ones before brought to light. */
export class SecondLooks {
  #exports: TreeExports = {};
  readonly #wanted = new Map<string, Set<string>>();

  /** What is known after the files were read, of use to others; nothing where there is nothing new. */
  next(modules: readonly SourceModule[], values: TreeExports = {}): SecondLook | undefined {
    const wanted = this.#notYetWanted(wantedNames(modules));
    // No exports, for languages in which something is wanted: what hands it on is still to be found.
    const none = Object.fromEntries(Object.keys(wanted).map((group) => [group, {}]));
    const exports: TreeExports = joined({ ...none, ...treeExports(modules) }, values);
    // One that is only better known than before is not worth a third look.
    const isNew = (group: string, name: string) => !Object.hasOwn(this.#exports[group] ?? {}, name);
    const fresh = namesOf(exports, isNew);
    const isObject = (group: string, name: string, told: readonly Export[]) =>
      isNew(group, name) && !isValue(told) && isDeclared(group, name, told);
    const objects = namesOf(exports, isObject);
    this.#exports = exports;
    const some = Object.values(fresh).some((names) => names.length > 0) || Object.keys(wanted).length > 0;
    return some ? { exports, fresh, objects, wanted, importers: importersOf(modules, fresh) } : undefined;
  }

  #notYetWanted(wanted: Wanted): Wanted {
    const fresh = Object.entries(wanted).map(([group, names]) => {
      const known = this.#wanted.get(group) ?? new Set();
      this.#wanted.set(group, known);
      return [group, names.filter((name) => !known.has(name) && known.add(name))] as const;
    });
    return Object.fromEntries(fresh.filter(([, names]) => names.length > 0));
  }
}

/** What files make of libraries, and what others lack of them. */
function joined(exports: TreeExports, values: TreeExports): TreeExports {
  const groups = Object.entries(values).map(([group, all]) => [group, { ...all, ...exports[group] }] as const);
  return { ...exports, ...Object.fromEntries(groups) };
}

/** Is it a name that the file makes, and not what a function gives back or what a module has that it only uses itself? */
function isDeclared(group: string, name: string, told: readonly Export[]): boolean {
  if (name.endsWith('()')) return false;
  const importsCount = LANGUAGES.some((one) => groupOf(one) === group && one.importsAreNames);
  return !importsCount || !passesOn(name, told);
}

/** By group: the names by which others ask for those exports that are wanted. */
function namesOf(
  exports: TreeExports,
  wanted: (group: string, name: string, told: readonly Export[]) => boolean,
): SecondLook['fresh'] {
  const groups = Object.entries(exports).map(([group, all]) => {
    const some = Object.entries(all).filter(([name, told]) => wanted(group, name, told));
    return [group, askedBy(some)] as const;
  });
  return Object.fromEntries(groups);
}

type Names = NameIndex<true>;

function indexed(names: readonly string[]): Names {
  return new NameIndex([...new Set(names)].map((name) => [name, true]));
}

function importersOf(modules: readonly SourceModule[], fresh: SecondLook['fresh']): string[] {
  const sets = new Map(Object.entries(fresh).map(([group, names]) => [group, indexed(names)]));
  const importing = modules.filter((module) => {
    const language = languageById(module.language);
    const names = language && sets.get(groupOf(language));
    return names && names.size > 0 && module.imports.split(' ').some((name) => names.mayMean(name));
  });
  return importing.map(({ path }) => path);
}

/**
 * Tests for files that were not read: may they import what others export, or declare what others want? By the path
 * alone nothing where they cannot.
 */
export function concerns({ objects, wanted }: SecondLook, knowledge: Knowledge) {
  const byExtension = new Map<string, Concern>();
  for (const language of LANGUAGES) {
    const own = objects[groupOf(language)];
    if (!own || !language.importsIn) continue;
    const concern = new Concern(language, indexed(own), wanted[groupOf(language)] ?? [], knowledge);
    for (const extension of language.extensions) byExtension.set(extension, concern);
  }
  return (path: string): ((text: string) => boolean) | undefined =>
    byExtension.get(path.slice(path.lastIndexOf('.')).toLowerCase())?.test(path);
}

class Concern {
  readonly #declarers: Declarers;

  constructor(
    private readonly language: Language,
    private readonly exported: Names,
    wanted: readonly string[],
    private readonly knowledge: Knowledge,
  ) {
    this.#declarers = new Declarers(wanted, language);
  }

  test(path: string): ((text: string) => boolean) | undefined {
    const declares = this.#declarers.wantedOf(path).length > 0;
    if (!declares && this.exported.size === 0) return undefined;
    return (text) => {
      const imports = this.language.importsIn?.(text.slice(0, LONGEST), path) ?? [];
      if (imports.some(({ name }) => this.exported.mayMean(name))) return true;
      const { book } = prepare(this.knowledge, this.language);
      return declares && this.#declarers.mayDeclare(path, text, imports, book);
    };
  }
}
