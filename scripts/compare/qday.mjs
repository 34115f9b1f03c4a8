// qday's own reading of some bytes, as the scan has it.
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const dist = resolve(import.meta.dirname, '../../dist');
const { Catalog } = await import(join(dist, 'catalog/catalog.js'));
const { loadKnowledge } = await import(join(dist, 'knowledge/load.js'));
const { DEFAULT_LIMITS } = await import(join(dist, 'model/index.js'));
const { parseArtifact } = await import(join(dist, 'parse/parse.js'));
const { PARSERS } = await import(join(dist, 'parse/registry.js'));
const knowledge = loadKnowledge();
export const catalog = new Catalog(knowledge);
const ROOMS = /^(?:source|config)/;
const parsers = PARSERS.filter((parser) => !ROOMS.test(parser.id));
const context = { catalog, knowledge, limits: DEFAULT_LIMITS, passwords: [] };

/** Assets and attempts, and the milliseconds that they took. */
export async function qdayReading(bytes, path) {
  const start = performance.now();
  const { results, attempts } = await parseArtifact({ path, bytes, depth: 0 }, parsers, context);
  const assets = results.flatMap(({ result }) =>
    result.observations.filter((one) => !one.partOf).map((one) => one.asset),
  );
  return { assets, attempts, milliseconds: performance.now() - start };
}

/** OpenSSL's own table of names and numbers, for the names that nobody else uses. */
const OBJECTS = new Map(
  [...execFileSync('openssl', ['list', '-objects'], { encoding: 'utf8' }).matchAll(/^\S+ = (.+), ([\d.]+)$/gm)].map(
    ([, name, number]) => [name, number],
  ),
);

/** Families and names as the catalogue spells them, whoever wrote them. */
export function signatureName(theirs) {
  if (theirs === undefined) return undefined;
  if (/^\d+(\.\d+)+$/.test(theirs)) return catalog.oid(theirs).name;
  const number = OBJECTS.get(theirs);
  return catalog.named(theirs)?.name ?? (number ? catalog.oid(number).name : theirs);
}

export function curveName(theirs) {
  return theirs === undefined ? undefined : (catalog.curve(theirs)?.name ?? theirs);
}
