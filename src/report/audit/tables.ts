import { groupBy } from '../../basics/groups.js';
import { compare } from '../../basics/order.js';
import type { CertificateAsset, CryptoAsset, MaterialAsset, Occurrence } from '../../model/index.js';
import { attemptText, unexamined } from '../select/summary.js';
import { isUse, placeOf, placeText, policyText, type View } from '../select/view.js';
import { componentName, QUANTUM_WORDS } from '../select/words.js';

export type Cell = string | number | undefined;
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/**
 * PCI DSS 4.0.1 requirement 12.3.3: every cipher suite, protocol and algorithm in use, with purpose and place, its
 * continued viability and the planned response.
 */
export function suitesInUse(view: View): Table {
  const occurrences = groupBy(view.report.occurrences, ({ asset }) => asset);
  const findings = groupBy(view.open, ({ finding }) => finding.assetId);
  const rows = view.report.assets
    .filter(({ kind }) => kind === 'protocol' || kind === 'algorithm')
    .flatMap((asset) => {
      const seen = occurrences.get(asset.id) ?? [];
      if (seen.length === 0) return [];
      const bad = findings.get(asset.id) ?? [];
      const dates = distinct(bad.flatMap(({ policies }) => policies.map(policyText)));
      const plan = distinct(
        bad.flatMap(({ item }) => (item ? [`${item.title}${item.deadline ? ` by ${item.deadline}` : ''}`] : [])),
      );
      return [
        [
          asset.kind,
          asset.name,
          contentOf(asset),
          distinct(seen.map(({ usage }) => usage.purpose)).join('; '),
          seen.filter(isUse).length,
          places(seen),
          dates.length > 0 ? dates.join('; ') : viability(asset),
          plan.length > 0 ? plan.join('; ') : bad.length > 0 ? 'no plan recorded' : 'none needed today',
        ],
      ];
    });
  return {
    head: [
      'kind',
      'name',
      'versions, suites and groups',
      'purpose',
      'uses',
      'where used',
      'viability',
      'planned response',
    ],
    rows: rows.sort(byText),
  };
}

/** PCI DSS 4.0.1 requirement 4.2.1.1 and article 7 of Delegated Regulation (EU) 2024/1774: certificates, keys and their stores. */
export function register(view: View): Table {
  const occurrences = groupBy(view.report.occurrences, ({ asset }) => asset);
  const rows = view.report.assets.flatMap((asset) => {
    if (asset.kind !== 'certificate' && asset.kind !== 'related-crypto-material') return [];
    const seen = occurrences.get(asset.id) ?? [];
    const shared = [
      places(seen),
      distinct(seen.map(({ usage }) => componentName(usage.component))).join('; '),
      owners(asset.id, view),
    ];
    return [
      asset.kind === 'certificate' ? certificateRow(asset, view.report.today, shared) : materialRow(asset, shared),
    ];
  });
  return {
    head: [
      'kind',
      'subject or name',
      'issuer',
      'serial number',
      'SHA-256 fingerprint',
      'algorithm',
      'signed with',
      'valid from',
      'valid until',
      'state on the day',
      'days left',
      'protected by',
      'stored at',
      'component',
      'owner',
    ],
    rows: rows.sort(byText),
  };
}

function certificateRow(asset: CertificateAsset, today: string, shared: readonly string[]): Cell[] {
  const { notBefore, notAfter } = asset;
  const day = today.slice(0, 10);
  const left = notAfter ? Math.floor((Date.parse(notAfter) - Date.parse(`${day}T00:00:00Z`)) / 86_400_000) : undefined;
  const state =
    left === undefined || !notBefore
      ? 'validity not read'
      : left < 0
        ? 'expired'
        : day < notBefore.slice(0, 10)
          ? 'not yet valid'
          : 'within validity; revocation not checked';
  return [
    `certificate (${asset.format})`,
    asset.subject,
    asset.issuer,
    asset.serialNumber,
    asset.fingerprintSha256,
    asset.publicKey?.name ?? 'unknown',
    asset.signature?.name ?? 'unknown',
    notBefore?.slice(0, 10),
    notAfter?.slice(0, 10),
    state,
    left,
    undefined,
    ...shared,
  ];
}

function materialRow(asset: MaterialAsset, shared: readonly string[]): Cell[] {
  const print = asset.spkiSha256 ? `public key ${asset.spkiSha256}` : asset.fingerprint;
  const secret = asset.type === 'private-key' || asset.type === 'secret-key' || asset.type === 'keystore';
  const guard = asset.securedBy
    ? [asset.securedBy.mechanism, asset.securedBy.algorithm?.name].filter(Boolean).join(', ')
    : secret
      ? 'nothing'
      : undefined;
  return [
    `${asset.type} (${asset.format})`,
    asset.name,
    undefined,
    undefined,
    print,
    asset.algorithm?.name ?? 'unknown',
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    guard,
    ...shared,
  ];
}

/** Findings that someone decided to live with: by whom, why, until when. */
export function accepted(view: View): Table {
  return {
    head: ['rule', 'place', 'finding', 'reason', 'owner', 'until', 'written at'],
    rows: view.suppressed.map(({ finding, place }) => {
      const { reason, owner, until, at } = finding.suppression!;
      return [finding.ruleId, placeText(place), finding.message, reason, owner, until, at];
    }),
  };
}

/** What was examined, by what, and what could not be: the blind spots belong to the statement. */
export function coverage({ report }: View): Table {
  const { coverage: c } = report;
  const counted: (readonly Cell[])[] = [
    ['examined', 'files', c.files, ''],
    ['examined', 'bytes', c.bytes, ''],
    ['examined', 'endpoints', c.endpoints, ''],
    ['examined', 'files without a trace of cryptography', c.withoutCryptography, ''],
    ['left out', 'ignored by .gitignore or .qdayignore', c.ignored, ''],
    ...Object.entries(c.parsed)
      .sort((a, b) => compare(a[0], b[0]))
      .map(([parser, count]) => ['read in depth', parser, count, '']),
  ];
  const open = unexamined(report).flatMap(([reason, attempts]) =>
    attempts.map((one): readonly Cell[] => [
      `not examined fully (${one.status})`,
      one.target,
      1,
      `${reason}: ${attemptText(one)}`,
    ]),
  );
  return { head: ['kind', 'what', 'count', 'reason'], rows: [...counted, ...open] };
}

function owners(assetId: string, view: View): string {
  return distinct(
    view.findings.filter(({ finding }) => finding.assetId === assetId).flatMap(({ item }) => item?.owner ?? []),
  ).join('; ');
}

function contentOf(asset: CryptoAsset): string {
  if (asset.kind !== 'protocol') return '';
  return [...asset.versions, ...asset.cipherSuites, ...asset.groups, ...asset.signatureSchemes].join('; ');
}

function viability(asset: CryptoAsset): string {
  if (asset.kind === 'protocol') return `key establishment: ${asset.keyEstablishment}`;
  return asset.kind === 'algorithm' ? QUANTUM_WORDS[asset.quantum] : '';
}

const PLACES = 10;
function places(seen: readonly Occurrence[]): string {
  const all = distinct(seen.map(({ evidence }) => placeText(placeOf(evidence.location))));
  return all.length > PLACES ? `${all.slice(0, PLACES).join('; ')}; and ${all.length - PLACES} more` : all.join('; ');
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort(compare);
}

function byText(a: readonly Cell[], b: readonly Cell[]): number {
  return compare(a.join('\n'), b.join('\n'));
}
