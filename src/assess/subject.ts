import type { Catalog } from '../catalog/catalog.js';
import type { AlgorithmAsset, CertificateAsset, CryptoAsset, MaterialAsset, Occurrence } from '../model/index.js';
import type { Subject, SubjectValue } from './condition.js';
import { protocolFacts } from './protocol-facts.js';

type Fields = Record<string, SubjectValue | undefined>;

/**
 * The flat record on which rules, policies and remedies are tested: asset, catalogue facts, usage, evidence
 * and details of one occurrence. `docs/policies.md` lists the fields. Unknown stays absent.
 * @param today ISO date; `daysLeft` of certificates is relative to it
 */
export function subjectOf(occurrence: Occurrence, asset: CryptoAsset, catalog: Catalog, today: string): Subject {
  const { usage, evidence, details } = occurrence;
  const fields: Fields = {
    kind: asset.kind,
    name: asset.name,
    purpose: usage.purpose,
    role: usage.role,
    context: usage.context,
    agility: usage.agility,
    component: usage.component,
    library: usage.library,
    language: usage.language,
    exposure: usage.exposure,
    forwardSecrecy: usage.forwardSecrecy,
    default: usage.default !== undefined,
    unknown: (usage.unknown ?? []).map((one) => one.what),
    symbol: evidence.symbol,
    technique: evidence.technique,
    place: evidence.location.type,
    nearby: wordsNear(occurrence),
    namesFile:
      (occurrence.references ?? []).some((one) => one.relation === 'names-file') || asset.id.includes('/file/'),
    path: evidence.location.type === 'file' ? evidence.location.path : undefined,
    ...assetFields(asset, catalog, today),
    ...(asset.kind === 'library' ? { supportEnded: ended(details?.['supportEnds'], today) } : {}),
  };
  for (const [key, value] of Object.entries(details ?? {})) fields[`details.${key}`] = value;
  return fields;
}

/** Whether the last day of public fixes has passed; unknown where nobody says one. */
function ended(supportEnds: unknown, today: string): boolean | undefined {
  return typeof supportEnds === 'string' ? supportEnds < today : undefined;
}

/** Words of the file name, scope, symbol and identifiers near the use: what the code there is about. */
function wordsNear({ evidence, usage }: Occurrence): readonly string[] {
  const path = evidence.location.type === 'file' ? evidence.location.path : '';
  const text = [path, evidence.scope ?? '', evidence.symbol ?? '', ...(usage.hints ?? [])].join(' ');
  const words = text.replace(/([a-z0-9])([A-Z])/g, '$1 $2').split(/[^A-Za-z0-9]+/);
  return [...new Set(words.filter((word) => word !== '').map((word) => word.toLowerCase()))];
}

function assetFields(asset: CryptoAsset, catalog: Catalog, today: string): Fields {
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
