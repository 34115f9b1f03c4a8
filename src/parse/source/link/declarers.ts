import { groupOf, type ImportLine, type Language } from '../language.js';
import { languageById } from '../languages/index.js';
import type { RuleBook } from '../rules/rule-book.js';
import { NameIndex } from '../tree/name-index.js';
import { lastSegment } from '../tree/names.js';
import type { SourceModule } from '../uses/use.js';

/** Names that files import and that may be of a library, by the rule folder of their languages. Plain data. */
export type Wanted = Readonly<Record<string, readonly string[]>>;

/** A file that stands for its folder: `keys/index.ts` is imported as `keys`. */
const FOLDER = /\/(?:index|__init__|mod|lib|main)$/;

/** What files use as rules would have it and import from others: files that hold no use of their own may hand it on. */
export function wantedNames(modules: readonly SourceModule[]): Wanted {
  const wanted: Record<string, Set<string>> = {};
  for (const module of modules) {
    const language = languageById(module.language);
    if (!language?.importsIn || module.wanted === '' || module.context === 'test') continue;
    const group = groupOf(language);
    wanted[group] ??= new Set();
    for (const name of module.wanted.split(' ')) wanted[group].add(name);
  }
  return Object.fromEntries(Object.entries(wanted).map(([group, names]) => [group, [...names].sort()]));
}

/** The modules of a language of which names are wanted. */
export class Declarers {
  /** Module → the names that are wanted of it. */
  readonly #modules = new NameIndex<Set<string>>();

  constructor(
    names: readonly string[],
    private readonly language: Language,
  ) {
    for (const name of names) {
      const dot = name.lastIndexOf('.');
      if (dot <= 0) continue;
      const module = this.#plain(name.slice(0, dot));
      const known = this.#modules.get(module);
      if (known) known.add(lastSegment(name));
      else this.#modules.add(module, new Set([lastSegment(name)]));
    }
  }

  /** Names that are wanted of the module which this file is. */
  wantedOf(path: string): readonly string[] {
    const module = this.#plain(path.slice(0, path.lastIndexOf('.')).replace(FOLDER, ''));
    return this.#modules.alike(module).flatMap((names) => [...names]);
  }

  /** Does a file with these imports hand on what is wanted of it, or make it with a library? */
  mayDeclare(path: string, text: string, imports: readonly ImportLine[], book: RuleBook): boolean {
    const wanted = this.wantedOf(path);
    const whole = this.language.wholeModule;
    if (imports.some(({ local }) => local === '*' || wanted.includes(local))) return true;
    if (!wanted.some((name) => name === whole || text.includes(name))) return false;
    return imports.some(({ name }) => book.reports(book.canonical(name)));
  }

  /** `src/net/tls`, `crate.net.tls` and `net.tls`: one way to write a module. */
  #plain(module: string): string {
    const own = this.language.ownPackage;
    const dotted = module.replaceAll('/', '.');
    const inside = own === undefined ? dotted : dotted.replace(`:${own}.`, '.');
    const below = own !== undefined && inside.startsWith(`${own}.`) ? inside.slice(own.length + 1) : inside;
    return below.replace(/(?:^|\.)src\./, '.').replace(/^\./, '');
  }
}
