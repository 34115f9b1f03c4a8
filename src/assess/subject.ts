import type { Catalog } from '../catalog/catalog.js';
import type { AlgorithmAsset, CertificateAsset, CryptoAsset, MaterialAsset, Occurrence } from '../model/index.js';
import type { Subject, SubjectValue } from './condition.js';
import { protocolFacts } from './protocol-facts.js';

type Fields = Record<string, SubjectValue | undefined>;
/** What an asset says for itself, wherever it stands: its kind and the facts of it. */
export type AssetFields = Readonly<Fields>;

/** What a place says besides its asset, field by field. */
const FIELDS: Readonly<Record<string, (place: Occurrence) => SubjectValue | undefined>> = {
  purpose: ({ usage }) => usage.purpose,
  role: ({ usage }) => usage.role,
  context: ({ usage }) => usage.context,
  agility: ({ usage }) => usage.agility,
  component: ({ usage }) => usage.component,
  library: ({ usage }) => usage.library,
  language: ({ usage }) => usage.language,
  exposure: ({ usage }) => usage.exposure,
  forwardSecrecy: ({ usage }) => usage.forwardSecrecy,
  default: ({ usage }) => usage.default !== undefined,
  unknown: ({ usage }) => (usage.unknown ?? []).map((one) => one.what),
  symbol: ({ evidence }) => evidence.symbol,
  technique: ({ evidence }) => evidence.technique,
  place: ({ evidence }) => evidence.location.type,
  nearby: (place) => wordsOf(textNear(place)),
  namesFile: ({ references, asset }) =>
    (references ?? []).some((one) => one.relation === 'names-file') || asset.includes('/file/'),
  path: ({ evidence: { location } }) => (location.type === 'file' ? location.path : undefined),
};
const DETAILS = 'details.';

/**
 * The flat record on which rules, policies and remedies are tested: asset, catalogue facts, usage, evidence
 * and details of one occurrence. `docs/policies.md` lists the fields. Unknown stays absent.
 * @param own what `assetFields` says of the asset
 * @param today ISO date
 */
export function subjectOf(place: Occurrence, own: AssetFields, today: string): Subject {
  const fields: Fields = {};
  for (const [name, read] of Object.entries(FIELDS)) fields[name] = read(place);
  Object.assign(fields, own);
  if (own['kind'] === 'library') fields['supportEnded'] = supportEnded(place, today);
  for (const [key, value] of Object.entries(place.details ?? {})) fields[DETAILS + key] = value;
  return fields;
}

/** One field that the asset does not have. */
function fieldOf(name: string, place: Occurrence, today: string): SubjectValue | undefined {
  if (name.startsWith(DETAILS)) return place.details?.[name.slice(DETAILS.length)];
  return name === 'supportEnded' ? supportEnded(place, today) : FIELDS[name]?.(place);
}

/**
 * What some fields of a place are, as one text: equal for places whose subjects are the same there. Of the words nearby it
 * holds those that are asked for.
 * @param fields that the asset does not have
 * @param words all words that are asked for; without it, all there are count
 */
export function likeness(
  place: Occurrence,
  fields: readonly string[],
  words: ReadonlySet<string> | undefined,
  today: string,
): string {
  const values = fields.map((name) =>
    name === 'nearby' && words ? wordsAmong(textNear(place), words) : fieldOf(name, place, today),
  );
  return JSON.stringify(values);
}

/** Whether the last day of public fixes has passed; unknown where nobody says one. */
function supportEnded({ details }: Occurrence, today: string): boolean | undefined {
  const ends = details?.['supportEnds'];
  return typeof ends === 'string' ? ends < today : undefined;
}

/** File name, scope, symbol and identifiers near the use: what the code there is about. */
function textNear({ evidence, usage }: Occurrence): string {
  const path = evidence.location.type === 'file' ? evidence.location.path : '';
  return [path, evidence.scope ?? '', evidence.symbol ?? '', ...(usage.hints ?? [])].join(' ');
}

function wordsOf(text: string): readonly string[] {
  const words = text.replace(/([a-z0-9])([A-Z])/g, '$1 $2').split(/[^A-Za-z0-9]+/);
  return [...new Set(words.filter((word) => word !== '').map((word) => word.toLowerCase()))];
}

/** Most texts hold none of them, not even as a part of a word. */
function wordsAmong(text: string, asked: ReadonlySet<string>): readonly string[] {
  const plain = text.toLowerCase();
  for (const word of asked) if (plain.includes(word)) return wordsOf(text).filter((one) => asked.has(one));
  return [];
}

/**
 * Kind and name of an asset, its facts and those of the catalogue.
 * @param today ISO date; `daysLeft` of certificates is relative to it
 */
export function assetFields(asset: CryptoAsset, catalog: Catalog, today: string): AssetFields {
  return { kind: asset.kind, name: asset.name, ...factsOf(asset, catalog, today) };
}

function factsOf(asset: CryptoAsset, catalog: Catalog, today: string): Fields {
  switch (asset.kind) {
    case 'algorithm':
      return algorithmFields(asset, catalog);
    case 'certificate':
      return certificateFields(asset, catalog, today);
    case 'protocol':
      return protocolFacts(asset, catalog);
    case 'related-crypto-material':
      return materialFields(asset, catalog);
    case 'library':
      return { ecosystem: asset.ecosystem, version: asset.version, pqc: asset.pqc, direct: asset.direct };
  }
}

function algorithmFields(asset: AlgorithmAsset, catalog: Catalog, prefix = ''): Fields {
  return {
    [`${prefix}name`]: asset.name,
    [`${prefix}family`]: asset.family,
    [`${prefix}primitive`]: asset.primitive,
    [`${prefix}quantum`]: asset.quantum,
    [`${prefix}parameterSet`]: asset.parameterSetIdentifier,
    [`${prefix}size`]: asset.size,
    [`${prefix}curve`]: asset.curve,
    [`${prefix}mode`]: asset.mode,
    [`${prefix}padding`]: asset.padding,
    [`${prefix}hash`]: asset.hash,
    [`${prefix}classicalSecurityLevel`]: asset.classicalSecurityLevel,
    [`${prefix}nistQuantumSecurityLevel`]: asset.nistQuantumSecurityLevel,
    [`${prefix}classicalStatus`]: catalog.family(asset.family)?.classicalStatus ?? undefined,
  };
}

function certificateFields(asset: CertificateAsset, catalog: Catalog, today: string): Fields {
  return {
    format: asset.format,
    notBefore: asset.notBefore?.slice(0, 10),
    notAfter: asset.notAfter?.slice(0, 10),
    daysLeft: asset.notAfter === undefined ? undefined : daysBetween(today, asset.notAfter),
    expired: asset.notAfter === undefined ? undefined : asset.notAfter.slice(0, 10) < today,
    notYetValid: asset.notBefore === undefined ? undefined : asset.notBefore.slice(0, 10) > today,
    isCa: asset.isCa ?? false,
    selfSigned: asset.selfSigned,
    keyUsage: asset.keyUsage,
    extendedKeyUsage: asset.extendedKeyUsage,
    weaknesses: asset.weaknesses,
    wellKnownKey: asset.wellKnownKey,
    hybrid: asset.alternativePublicKey !== undefined,
    ...(asset.publicKey ? algorithmFields(asset.publicKey, catalog, 'key.') : {}),
    ...(asset.signature ? algorithmFields(asset.signature, catalog, 'signature.') : {}),
  };
}

function materialFields(asset: MaterialAsset, catalog: Catalog): Fields {
  return {
    type: asset.type,
    format: asset.format,
    wellKnownKey: asset.wellKnownKey,
    weaknesses: asset.weaknesses,
    protected: asset.securedBy === undefined ? false : asset.securedBy.mechanism !== 'unknown' ? true : undefined,
    size: asset.size,
    ...(asset.algorithm ? algorithmFields(asset.algorithm, catalog, 'key.') : {}),
  };
}

/** Whole days from one ISO date to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number | undefined {
  const days = (Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000;
  return Number.isFinite(days) ? Math.round(days) : undefined;
}
