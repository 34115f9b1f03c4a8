import { addTo } from '../basics/groups.js';
import { asData, type FoundFile, readWhole } from '../crawl/files/index.js';
import { type Companion, type CompanionAsk, type Limits, ParseError } from '../model/index.js';
import type { Examined } from './examine.js';

/** `from` and `pattern` of an ask in one text → the files that answer it. Plain data: it crosses to other threads. */
export type Answers = Readonly<Record<string, readonly FoundFile[]>>;

const MOST_FILES = 50;

export function askKey({ from, pattern }: CompanionAsk): string {
  return `${from}\n${pattern}`;
}

/** The files of the scan that answer what other files asked for. An ask without an answer is left out. */
export function answer(asks: Iterable<CompanionAsk>, files: readonly FoundFile[]): Answers {
  const tree = new Folders(files);
  const answers: Record<string, readonly FoundFile[]> = {};
  for (const ask of asks) {
    const found = tree.find(ask).filter(({ path }) => path !== ask.from);
    if (found.length > 0) answers[askKey(ask)] = found.slice(0, MOST_FILES).map(asData);
  }
  return answers;
}

/** Reads the answers as they are needed, each file once. */
export function companionReader(
  answers: Answers,
  limits: Limits,
): (from: string, pattern: string) => readonly Companion[] {
  const read = new Map<string, Companion | undefined>();
  return (from, pattern) =>
    (answers[askKey({ from, pattern })] ?? []).flatMap((file) => {
      if (!read.has(file.path)) read.set(file.path, readCompanion(file, limits));
      return read.get(file.path) ?? [];
    });
}

/**
 * What is read in the place of a directive of another file is not a finding of its own once more. Of two files that
 * bring in each other, the first by name keeps what is in it.
 */
export function withoutAbsorbed(results: readonly Examined[], files: readonly FoundFile[]): readonly Examined[] {
  const by = new Map<string, Map<string, Set<string>>>();
  for (const [index, { absorbed = [] }] of results.entries()) {
    for (const { path, product } of absorbed) {
      const products = by.get(path) ?? new Map<string, Set<string>>();
      by.set(path, products.set(product, (products.get(product) ?? new Set()).add(files[index]!.path)));
    }
  }
  const isAbsorbed = (path: string, product: string): boolean =>
    [...(by.get(path)?.get(product) ?? [])].some((one) => path > one || !by.get(one)?.get(product)?.has(path));
  return results.map((examined, index) => {
    const path = files[index]!.path;
    if (!by.has(path) || !examined.observations) return examined;
    const kept = examined.observations.filter(({ details }) => !isAbsorbed(path, String(details?.['product'])));
    return { ...examined, observations: kept };
  });
}

/** The first reading of the file has recorded already what could not be read. */
function readCompanion(file: FoundFile, limits: Limits): Companion | undefined {
  try {
    return { path: file.path, bytes: readWhole(file.absolute, limits, file.named).bytes };
  } catch (error) {
    if (error instanceof ParseError) return undefined;
    throw error;
  }
}

/** Files by path and by folder. */
class Folders {
  readonly #byPath = new Map<string, FoundFile>();
  readonly #byFolder = new Map<string, FoundFile[]>();

  constructor(files: readonly FoundFile[]) {
    for (const file of files) {
      this.#byPath.set(file.path, file);
      const folder = folderOf(file.path);
      addTo(this.#byFolder, folder, file);
    }
  }

  /**
   * A way that begins with a dot is meant from the asking file. Any other is looked for from its folder upwards; of a path of
   * the machine it is made for (`/etc/nginx/snippets/tls.conf`) the longest end that the tree has decides.
   */
  find({ from, pattern }: CompanionAsk): readonly FoundFile[] {
    const folder = folderOf(from);
    if (pattern.startsWith('.')) return this.#at(folder, pattern);
    const steps = pattern.split('/').filter((step) => step !== '');
    const ends = pattern.startsWith('/') ? steps.map((_, index) => steps.slice(index).join('/')) : [steps.join('/')];
    for (const end of ends) {
      const bare = !end.includes('/');
      // The last name alone of a path elsewhere says little: only beside the file, and no pattern.
      if (bare && pattern.startsWith('/') && end.includes('*')) continue;
      for (const base of bare && (pattern.startsWith('/') || end.includes('*')) ? [folder] : upwards(folder)) {
        const found = this.#at(base, end);
        if (found.length > 0) return found;
      }
    }
    return [];
  }

  #at(folder: string, way: string): readonly FoundFile[] {
    const path = joined(folder, way);
    if (!path.includes('*')) return [this.#byPath.get(path) ?? []].flat();
    const name = path.slice(path.lastIndexOf('/') + 1);
    const inside = folderOf(path);
    if (inside.includes('*')) return [];
    const parts = name.split('*');
    return (this.#byFolder.get(inside) ?? []).filter((file) =>
      fits(file.path.slice(file.path.lastIndexOf('/') + 1), parts),
    );
  }
}

/** Does a name consist of the parts with anything between them? */
function fits(name: string, parts: readonly string[]): boolean {
  const [first = '', ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of rest) {
    at = name.indexOf(part, at);
    if (at < 0) return false;
    at += part.length;
  }
  return at <= name.length - last.length;
}

function upwards(folder: string): string[] {
  const steps = folder === '' ? [] : folder.split('/');
  return [...steps.map((_, index) => steps.slice(0, steps.length - index).join('/')), ''];
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

function joined(folder: string, way: string): string {
  const steps = folder === '' ? [] : folder.split('/');
  for (const step of way.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}
