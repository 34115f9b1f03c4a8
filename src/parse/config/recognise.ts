import type { Knowledge } from '../../model/index.js';
import type { Face } from '../face.js';
import { glob } from './engine/paths.js';
import type { ProductRules, Recognition } from './engine/rule.js';

interface Entry {
  readonly name: readonly RegExp[] | undefined;
  readonly path: readonly RegExp[] | undefined;
  readonly all: readonly string[];
  readonly any: readonly string[];
}

interface Known {
  readonly rules: ProductRules;
  readonly entries: readonly Entry[];
}

const compiled = new WeakMap<Knowledge, readonly Known[]>();

/** The products whose configuration a file may be, by name, path and tokens. Cheap: no parsing. */
export function recognise(face: Face, knowledge: Knowledge): readonly ProductRules[] {
  const path = face.path.toLowerCase();
  return productsOf(knowledge)
    .filter(({ entries }) => entries.some((entry) => holds(entry, face, path)))
    .map(({ rules }) => rules);
}

function productsOf(knowledge: Knowledge): readonly Known[] {
  const known = compiled.get(knowledge);
  if (known) return known;
  const made = knowledge.documents
    .filter((document) => document.kind === 'config')
    .map((document) => document.body as unknown as ProductRules)
    .sort((a, b) => Number(a.general ?? false) - Number(b.general ?? false))
    .map((rules) => ({ rules, entries: rules.recognise.map(compile) }));
  compiled.set(knowledge, made);
  return made;
}

function compile(entry: Recognition): Entry {
  return { name: entry.name?.map(glob), path: entry.path?.map(glob), all: entry.all ?? [], any: entry.any ?? [] };
}

function holds(entry: Entry, face: Face, path: string): boolean {
  if (entry.name && !entry.name.some((one) => one.test(face.name))) return false;
  if (entry.path && !entry.path.some((one) => one.test(path))) return false;
  if (!entry.all.every((token) => face.includes(token))) return false;
  return entry.any.length === 0 || entry.any.some((token) => face.includes(token));
}
