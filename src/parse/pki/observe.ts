import type {
  AlgorithmAsset,
  Artifact,
  Attempt,
  Evidence,
  MaterialAsset,
  Observation,
  ParseResult,
  Reference,
  Usage,
} from '../../model/index.js';
import { keyAsset, type ReadKey } from '../keys/read-key.js';
import type { ReadCertificate } from './certificate.js';

/** Where something was read, and by which parser. */
export interface Place {
  readonly path: string;
  readonly line?: number;
  /** Parser id for attempts. */
  readonly by: string;
  /** Alias of a store entry, host of a known key ...: CycloneDX `symbol`. */
  readonly symbol?: string;
}

export function placeOf(artifact: Artifact, by: string, line?: number): Place {
  if (line === undefined && artifact.lineOffset === undefined) return { path: artifact.path, by };
  return { path: artifact.path, by, line: (line ?? 1) + (artifact.lineOffset ?? 1) - 1 };
}

function evidenceAt(place: Place): Evidence {
  return {
    location: { type: 'file', path: place.path, ...(place.line === undefined ? {} : { line: place.line }) },
    technique: 'content',
    confidence: 1,
    ...(place.symbol ? { symbol: place.symbol } : {}),
  };
}

const CERTIFICATE: Usage = { purpose: 'certificate', role: 'other', context: 'production' };
const KEY: Usage = { purpose: 'key-management', role: 'other', context: 'production' };
const SIGNATURE: Usage = { purpose: 'signature', role: 'verify', context: 'production' };
const PROTECTION: Usage = { purpose: 'encryption', role: 'encrypt', context: 'production' };
const DERIVATION: Usage = { purpose: 'kdf', role: 'keyderive', context: 'production' };

/** A certificate, request or CRL with the algorithms inside it. */
export function certificateResult(read: ReadCertificate, place: Place): ParseResult {
  const { asset, key, extensions } = read;
  const evidence = evidenceAt(place);
  const references: Reference[] = [];
  if (asset.spkiSha256) references.push({ relation: 'same-key', by: 'spki', value: asset.spkiSha256 });
  if (asset.authorityKeyId && !asset.selfSigned) {
    references.push({ relation: 'issued-by', by: 'key-id', value: asset.authorityKeyId });
  }
  if (asset.issuer && !asset.selfSigned) references.push({ relation: 'issued-by', by: 'subject', value: asset.issuer });
  const details = {
    ...(key?.modulus ? { modulus: key.modulus } : {}),
    ...(extensions.relatedCertificate ? { relatedCertificate: extensions.relatedCertificate } : {}),
  };
  const observations: Observation[] = [
    {
      asset,
      evidence,
      usage: CERTIFICATE,
      ...(references.length > 0 ? { references } : {}),
      ...(Object.keys(details).length > 0 ? { details } : {}),
    },
    ...parts(asset.id, evidence, CERTIFICATE, asset.publicKey, asset.alternativePublicKey),
    ...parts(asset.id, evidence, SIGNATURE, asset.signature, asset.alternativeSignature),
  ];
  return withAttempts(observations, problemAttempts(place, read.problems));
}

/** A key, its algorithm, how it is encrypted and, in formats that sign keys, with what algorithm it is signed. */
export function keyResult(read: ReadKey, place: Place, certifiedBy?: AlgorithmAsset): ParseResult {
  const asset = keyAsset(read);
  const evidence = evidenceAt(place);
  const references: Reference[] = asset.spkiSha256
    ? [{ relation: 'same-key', by: 'spki', value: asset.spkiSha256 }]
    : [];
  const observations: Observation[] = [
    {
      asset,
      evidence,
      usage: KEY,
      ...(references.length > 0 ? { references } : {}),
      ...(read.key?.modulus ? { details: { modulus: read.key.modulus } } : {}),
    },
    ...parts(asset.id, evidence, KEY, asset.algorithm),
    ...parts(asset.id, evidence, PROTECTION, read.protection?.cipher),
    ...parts(asset.id, evidence, DERIVATION, read.protection?.kdf),
    ...parts(asset.id, evidence, SIGNATURE, certifiedBy),
  ];
  const closed: Attempt[] = read.closed
    ? [{ target: place.path, by: place.by, status: 'partial', reason: 'encrypted', detail: at(place, read.closed) }]
    : [];
  return withAttempts(observations, [...closed, ...problemAttempts(place, read.problems ?? [])]);
}

/** A store, message or token as an asset of its own, with the algorithms that it uses. */
export function materialResult(
  asset: MaterialAsset,
  algorithms: readonly AlgorithmAsset[],
  place: Place,
  closed?: string,
): ParseResult {
  const evidence = evidenceAt(place);
  const unique = [...new Map(algorithms.map((one) => [one.id, one])).values()];
  const observations: Observation[] = [
    { asset, evidence, usage: asset.type === 'signature' ? SIGNATURE : KEY },
    ...unique.flatMap((one) => parts(asset.id, evidence, usageOf(one), one)),
  ];
  if (!closed) return { observations };
  return withAttempts(observations, [
    { target: place.path, by: place.by, status: 'partial', reason: 'encrypted', detail: at(place, closed) },
  ]);
}

const USAGES: Partial<Record<AlgorithmAsset['primitive'], Usage>> = {
  signature: SIGNATURE,
  hash: { purpose: 'hash', role: 'digest', context: 'production' },
  mac: { purpose: 'mac', role: 'tag', context: 'production' },
  kdf: DERIVATION,
  'block-cipher': PROTECTION,
  'stream-cipher': PROTECTION,
  ae: PROTECTION,
  pke: PROTECTION,
  'key-wrap': PROTECTION,
  kem: { purpose: 'key-establishment', role: 'encapsulate', context: 'production' },
  'key-agree': { purpose: 'key-establishment', role: 'agree', context: 'production' },
};

function usageOf(algorithm: AlgorithmAsset): Usage {
  return USAGES[algorithm.primitive] ?? KEY;
}

/** Algorithms read out of an asset: inventoried, judged through their owner. */
export function parts(
  owner: string,
  evidence: Evidence,
  usage: Usage,
  ...algorithms: readonly (AlgorithmAsset | undefined)[]
): Observation[] {
  return algorithms.filter((one) => one !== undefined).map((asset) => ({ asset, evidence, usage, partOf: owner }));
}

function problemAttempts(place: Place, problems: readonly string[]): Attempt[] {
  if (problems.length === 0) return [];
  const detail = at(place, [...new Set(problems)].slice(0, 4).join('; '));
  return [{ target: place.path, by: place.by, status: 'partial', reason: 'malformed', detail }];
}

function at(place: Place, detail: string): string {
  return place.line === undefined ? detail : `line ${place.line}: ${detail}`;
}

function withAttempts(observations: readonly Observation[], attempts: readonly Attempt[]): ParseResult {
  return attempts.length > 0 ? { observations, attempts } : { observations };
}

/** Something that was found and could not be read at all. */
export function failure(place: Place, error: { message: string; reason?: Attempt['reason'] }): ParseResult {
  return {
    observations: [],
    attempts: [
      {
        target: place.path,
        by: place.by,
        status: 'failed',
        reason: error.reason ?? 'malformed',
        detail: at(place, error.message),
      },
    ],
  };
}

export function joinResults(results: readonly ParseResult[]): ParseResult {
  const attempts = results.flatMap((one) => one.attempts ?? []);
  const embedded = results.flatMap((one) => one.embedded ?? []);
  return {
    observations: results.flatMap((one) => one.observations),
    ...(attempts.length > 0 ? { attempts } : {}),
    ...(embedded.length > 0 ? { embedded } : {}),
  };
}
