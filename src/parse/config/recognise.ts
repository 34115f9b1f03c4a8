import { bodiesOf, type Knowledge, type RuleDocument } from '../../model/index.js';
import type { Face } from '../face.js';
import { ByToken } from '../token-search.js';
import { glob } from './engine/paths.js';
import type { ProductRules, Recognition } from './engine/rule.js';

interface Entry {
  readonly name: readonly RegExp[] | undefined;
  readonly path: readonly RegExp[] | undefined;
  readonly all: readonly string[];
  readonly any: readonly string[];
}

/** One way to recognise a product. */
interface Known {
  /** Place of the product among all. */
  readonly at: number;
  readonly entry: Entry;
}

interface Products {
  readonly rules: readonly RuleDocument[];
  readonly known: ByToken<Known>;
}

/** How a product is recognised: all that most runs need of its rules. */
type Ways = Pick<ProductRules, 'general' | 'recognise'>;

/** Manual pages: `mosquitto.conf.5.xml` speaks of settings, and is none. */
const MANUAL = /\.(?:conf|cnf|cfg)\.(?:\d|\d\.\w+|xml|md|rst|html?|adoc|pod)(?:\.in)?$/i;
/** What troff reads begins with a comment or a heading of man(7) or mdoc(7). */
const TROFF = /^(?:\.\\"|'\\"|\.TH |\.Dd )/;
const BEGIN = 8;

const compiled = new WeakMap<Knowledge, Products>();

/** The products whose configuration a file may be, by name, path and tokens. Cheap: no parsing. */
export function recognise(face: Face, knowledge: Knowledge): readonly ProductRules[] {
  if (isManual(face)) return [];
  const { rules, known } = productsOf(knowledge);
  const path = face.path.toLowerCase();
  const found = new Set<number>();
  for (const { at, entry } of known.near(face.hits)) if (!found.has(at) && holds(entry, face, path)) found.add(at);
  return [...found].sort((a, b) => a - b).map((at) => rules[at]?.body as unknown as ProductRules);
}

function isManual({ name, bytes }: Face): boolean {
  return MANUAL.test(name) || TROFF.test(Buffer.from(bytes.subarray(0, BEGIN)).toString('latin1'));
}

/** Under which the build keeps the ways in which products are recognised. */
export const WAYS = 'ways to recognise products';

/** In the order of the documents. */
export function waysOf(knowledge: Knowledge): readonly Ways[] {
  return bodiesOf<ProductRules>(knowledge, 'config').map(({ general, recognise: ways }) => ({
    general,
    recognise: ways,
  }));
}

function productsOf(knowledge: Knowledge): Products {
  let products = compiled.get(knowledge);
  if (!products) {
    const ways = (knowledge.derived?.get(WAYS) as readonly Ways[] | undefined) ?? waysOf(knowledge);
    const ordered = knowledge.documents
      .filter(({ kind }) => kind === 'config')
      .map((document, index) => ({ document, ...(ways[index] as Ways) }))
      .sort((a, b) => Number(a.general ?? false) - Number(b.general ?? false));
    const rules = ordered.map(({ document }) => document);
    const known = new ByToken<Known>();
    for (const [at, { recognise: entries }] of ordered.entries()) {
      for (const entry of entries.map(compile))
        known.add({ at, entry }, entry.any.length > 0 ? entry.any : entry.all.slice(0, 1));
    }
    products = { rules, known };
    compiled.set(knowledge, products);
  }
  return products;
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
