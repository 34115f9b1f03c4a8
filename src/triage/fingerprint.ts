import { sha256 } from '../basics/hash.js';
import type { CryptoAsset, Finding, Location, Occurrence } from '../model/index.js';

/** Findings as the later steps of triage see them: with the hash of their content. */
export interface Printed {
  readonly finding: Finding;
  readonly occurrence?: Occurrence;
  /** Hash of rule, asset, symbol and scope: the same at another line, in another file, in another layout. */
  readonly content: string;
  readonly path: string;
  readonly line: number;
}

/**
 * Gives each finding its fingerprint: rule + asset + content + path + index among identical twins in that path, in order
 * of place; never the line. Keys and certificates are known by their own bytes, so their path does not count.
 */
export function withFingerprints(
  findings: readonly Finding[],
  occurrences: readonly Occurrence[],
  assets: readonly CryptoAsset[],
): readonly Printed[] {
  const kinds = new Map(assets.map(({ id, kind }) => [id, kind]));
  const printed = findings.map((finding): Printed => {
    const occurrence = occurrences[finding.occurrence];
    const { path, line } = pathOf(occurrence?.evidence.location);
    return { finding, occurrence, content: contentOf(finding, occurrence), path, line };
  });
  const order = printed.map((_, index) => index).sort((a, b) => byPlace(printed[a]!, printed[b]!) || a - b);
  const seen = new Map<string, number>();
  const result = [...printed];
  for (const at of order) {
    const one = printed[at]!;
    const kind = kinds.get(one.finding.assetId);
    const own = kind === 'certificate' || kind === 'related-crypto-material';
    const key = `${one.content}\n${own ? '' : one.path}`;
    const twin = seen.get(key) ?? 0;
    seen.set(key, twin + 1);
    result[at] = { ...one, finding: { ...one.finding, fingerprint: hash(`${key}\n${twin}`) } };
  }
  return result;
}

/**
 * The content of a finding. A call is named by symbol and scope, so that breaking it over lines changes nothing; where
 * a parser gives neither, the excerpt without its layout stands in.
 */
export function contentOf(finding: Pick<Finding, 'ruleId' | 'assetId'>, occurrence: Occurrence | undefined): string {
  const { symbol, scope, excerpt } = occurrence?.evidence ?? {};
  const text = symbol ?? withoutLayout(excerpt ?? '');
  return hash([finding.ruleId, finding.assetId, scope ?? '', text].join('\n'));
}

/** Spaces, quote style and closing punctuation are layout. */
function withoutLayout(excerpt: string): string {
  return excerpt
    .replace(/["'`]/g, '"')
    .replace(/\s+/g, '')
    .replace(/[,;]+$/, '');
}

export function pathOf(location: Location | undefined): { path: string; line: number } {
  if (!location) return { path: '', line: 0 };
  return location.type === 'endpoint'
    ? { path: location.endpoint, line: 0 }
    : { path: location.path, line: location.line ?? 0 };
}

function byPlace(a: Printed, b: Printed): number {
  return (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) || a.line - b.line || columnOf(a) - columnOf(b);
}

function columnOf({ occurrence }: Printed): number {
  const location = occurrence?.evidence.location;
  return location?.type === 'file' ? (location.column ?? 0) : 0;
}

function hash(text: string): string {
  return sha256(text).slice(0, 32);
}
