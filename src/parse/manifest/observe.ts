import { isLineOf } from '../../catalog/versions.js';
import type { LibraryAsset, Observation, Technique } from '../../model/index.js';
import type { Dependency } from './dependency.js';
import { isSystem, type LibraryEntry, type LibraryIndex } from './library-index.js';
import { packageUrl } from './package-url.js';
import { type Readiness, readiness } from './readiness.js';

/** Where and how a dependency was seen. */
export interface Sighting {
  readonly path: string;
  readonly technique: Technique;
  readonly confidence: number;
  readonly excerpt?: string;
  /** Added to every line: the manifest stood inside another file. */
  readonly lineOffset?: number;
}

/** The observation of one dependency that `rules/libraries/` knows; `undefined` for all others. */
export function observeLibrary(
  dependency: Dependency,
  index: LibraryIndex,
  sighting: Sighting,
): Observation | undefined {
  const entry = index.find(dependency.ecosystem, dependency.name);
  if (!entry) return undefined;
  const { pqc, why } = judge(dependency, entry, index);
  const purl = packageUrl(dependency.ecosystem, dependency.name, dependency.version);
  const asset: LibraryAsset = {
    kind: 'library',
    id: purl,
    name: dependency.name,
    ecosystem: dependency.ecosystem,
    ...(dependency.version !== undefined && { version: dependency.version }),
    purl,
    entry: entry.id,
    provides: entry.provides,
    pqc,
    ...(dependency.direct !== undefined && { direct: dependency.direct }),
  };
  const unknown = [
    ...(dependency.version === undefined ? [{ what: 'version', why: missingVersion(dependency) }] : []),
    ...(why === undefined ? [] : [{ what: 'pqc', why }]),
  ];
  return {
    asset,
    evidence: {
      location: {
        type: 'file',
        path: sighting.path,
        line: dependency.at.line + (sighting.lineOffset ?? 0),
        column: dependency.at.column,
      },
      technique: sighting.technique,
      confidence: sighting.confidence,
      symbol: dependency.name,
      ...(sighting.excerpt !== undefined && { excerpt: sighting.excerpt }),
    },
    usage: {
      purpose: 'provides',
      role: 'other',
      context: dependency.scope === 'dev' || dependency.scope === 'test' ? 'test' : 'production',
      library: dependency.name,
      ...(unknown.length > 0 && { unknown }),
    },
    details: {
      ...facts(entry, index),
      ...productVersion(dependency, entry),
      ...supportEnd(dependency, entry),
      ...importName(dependency, entry),
      ...dependencyFacts(dependency),
      ...dependency.details,
    },
  };
}

/** What rules and remedies ask about an entry. */
function facts(entry: LibraryEntry, index: LibraryIndex): Record<string, string | number | boolean> {
  const { pqc } = productEntry(entry, index);
  const has = typeof pqc === 'object' && 'since' in pqc;
  return {
    central: entry.central,
    ...(has && { firstPqcVersion: pqc.since }),
    ...(has && pqc.default !== undefined && { pqcDefault: pqc.default }),
    ...(has && pqc.defaultSince !== undefined && { pqcDefaultSince: pqc.defaultSince }),
    ...(has && pqc.needs !== undefined && { pqcNeeds: pqc.needs }),
    ...(has && pqc.part !== undefined && { pqcPart: pqc.part }),
    ...(typeof pqc === 'object' && 'follows' in pqc && { pqcFollows: pqc.follows }),
    ...(entry.product !== undefined && { product: entry.product }),
    ...(entry.endOfLife !== undefined && { endOfLife: entry.endOfLife }),
    ...(entry.alternatives !== undefined && { alternatives: entry.alternatives.join(', ') }),
  };
}

function dependencyFacts(dependency: Dependency): Record<string, string | boolean> {
  return {
    ...(dependency.range !== undefined && { range: dependency.range.slice(0, 120) }),
    ...(dependency.scope !== undefined && { scope: dependency.scope }),
    locked: dependency.locked ?? false,
  };
}

/** The version of the product that an image carries: what a plan compares its prerequisites with. */
function productVersion(dependency: Dependency, entry: LibraryEntry): Record<string, string> {
  if (entry.product === undefined) return {};
  const version = entry.ships ? shippedVersion(dependency, entry) : dependency.version;
  return version === undefined ? {} : { productVersion: version };
}

/** Under which name code imports the package, where the rules say it. */
function importName(dependency: Dependency, entry: LibraryEntry): Record<string, string> {
  const name = entry.imports?.[dependency.name.toLowerCase()] ?? entry.imports?.[dependency.name];
  return name === undefined ? {} : { imports: name };
}

/** The last day of public fixes for the release line of the version. Distributions go on mending what they ship, so not of theirs. */
function supportEnd({ ecosystem, version }: Dependency, entry: LibraryEntry): Record<string, string> {
  if (ecosystem === 'docker' || isSystem(ecosystem)) return {};
  const plain = version?.replace(/^[vV]/, '') ?? '';
  const line = Object.keys(entry.supportEnds ?? {}).find((one) => plain === one || isLineOf(one, letterless(plain)));
  return line === undefined ? {} : { supportEnds: entry.supportEnds?.[line] as string };
}

/** OpenSSL's letter releases are of the line before the letter: 1.1.1w of 1.1.1. */
function letterless(version: string): string {
  return version.replace(/^(\d+\.\d+\.\d+)[a-z]{1,2}$/, '$1.0');
}

/** A distribution's image is judged by the product it ships in that release, all others by their own version. */
function judge(dependency: Dependency, entry: LibraryEntry, index: LibraryIndex): Readiness {
  const product = productEntry(entry, index);
  if (!entry.ships) return readiness(product, dependency.version, dependency.range);
  const shipped = shippedVersion(dependency, entry);
  return shipped === undefined
    ? { pqc: 'unknown', why: `what this release of ${dependency.name} ships is not recorded` }
    : readiness(product, shipped);
}

function shippedVersion(dependency: Dependency, entry: LibraryEntry): string | undefined {
  const tag = tagOf(dependency);
  const words = tag.split('-').slice(1);
  const release = Object.keys(entry.ships ?? {}).find(
    (one) =>
      tag === one ||
      tag.startsWith(`${one}.`) ||
      tag.startsWith(`${one}-`) ||
      (one.startsWith('*-') && words.includes(one.slice(2))),
  );
  return release === undefined ? undefined : entry.ships?.[release]?.[productName(entry)];
}

/** The whole tag of an image: its version alone does not name the distribution. */
function tagOf({ details, version, range }: Dependency): string {
  const image = details?.['image'];
  const tag = typeof image === 'string' ? /:([^:@/]+)(?:@|$)/.exec(image)?.[1] : undefined;
  return tag ?? version ?? range ?? '';
}

function productName(entry: LibraryEntry): string {
  return entry.product?.slice(entry.product.indexOf('/') + 1) ?? '';
}

/** An image is judged as the product it carries. */
function productEntry(entry: LibraryEntry, index: LibraryIndex): LibraryEntry {
  const slash = entry.product?.indexOf('/') ?? -1;
  if (entry.product === undefined || slash < 0) return entry;
  return index.find(entry.product.slice(0, slash), entry.product.slice(slash + 1)) ?? entry;
}

function missingVersion(dependency: Dependency): string {
  const linked = dependency.details?.['linked'];
  if (linked !== undefined) return `the binary asks for ${linked}; its version is the system's`;
  if (dependency.ecosystem === 'docker') return `the tag ${dependency.range ?? 'latest'} names no version`;
  return dependency.range === undefined
    ? 'the manifest names no version'
    : `the manifest allows ${dependency.range.slice(0, 80)}; only a lockfile says which one`;
}
