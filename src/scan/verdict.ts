import type { Attempt, Coverage, CryptoAsset, Finding, Occurrence, Severity, Verdict } from '../model/index.js';
import { countsForGate, SEVERITIES } from '../model/index.js';

const ESTABLISHING = new Set(['kem', 'key-agree', 'pke', 'combiner']);

/** An endpoint is always named by the user. */
const ENDPOINT = /^[a-z][a-z0-9-]*:\/\//;

/** The parts of a report on which the verdict rests. */
export interface Judged {
  readonly findings: readonly Finding[];
  readonly attempts: readonly Attempt[];
  readonly coverage: Coverage;
  readonly assets: readonly CryptoAsset[];
  readonly occurrences: readonly Occurrence[];
}

/**
 * Decides once, before any rendering. Findings that gate come before incompleteness:
 * a report with both is `findings`, and its attempts say what is missing.
 */
export function verdictOf(judged: Judged, gate: Parameters<typeof countsForGate>[1]): Verdict {
  const open = judged.findings.filter(({ suppression }) => !suppression);
  const failing = judged.findings.filter((one) => countsForGate(one, gate)).length;
  return {
    status: failing > 0 ? 'findings' : isIncomplete(judged) ? 'incomplete' : 'pass',
    failOn: gate.failOn,
    ...(gate.scope === 'new' && { scope: 'new' as const }),
    gating: failing,
    bySeverity: Object.fromEntries(
      SEVERITIES.map((severity) => [severity, open.filter((one) => one.severity === severity).length]),
    ) as Record<Severity, number>,
    suppressed: judged.findings.length - open.length,
    progress: progressOf(judged),
  };
}

/** Nothing was looked at, or something the user named was not. A broken file inside a folder is an attempt, no more. */
function isIncomplete({ attempts, coverage }: Judged): boolean {
  // A part that happens to be empty is whole; the parts together are judged when they are merged.
  if (coverage.files + coverage.endpoints === 0 && !attempts.some(({ by }) => by === 'shard')) return true;
  const examined = new Set(attempts.filter(({ status }) => !isMiss(status)).map(({ target }) => target));
  return attempts.some(({ target, by, status }) => {
    const named = by === 'target' || ENDPOINT.test(target);
    return named && isMiss(status) && !examined.has(target);
  });
}

function isMiss(status: Attempt['status']): boolean {
  return status === 'failed' || status === 'skipped';
}

/** How many uses resist a quantum computer already, of those for which it matters. */
function progressOf({ assets, occurrences }: Judged): Verdict['progress'] {
  const byId = new Map(assets.map((asset) => [asset.id, asset]));
  const progress = { keyEstablishment: { safe: 0, total: 0 }, signatures: { safe: 0, total: 0 } };
  for (const { asset: id, partOf, usage } of occurrences) {
    const asset = byId.get(id);
    if (!asset || partOf !== undefined || usage.context !== 'production') continue;
    if (asset.kind === 'protocol' && asset.keyEstablishment !== 'unknown') {
      count(progress.keyEstablishment, asset.keyEstablishment !== 'classical-only');
    } else if (asset.kind === 'algorithm') {
      const safe = asset.quantum.startsWith('quantum-safe');
      if (!safe && asset.quantum !== 'quantum-vulnerable') continue;
      if (ESTABLISHING.has(asset.primitive)) count(progress.keyEstablishment, safe);
      else if (asset.primitive === 'signature') count(progress.signatures, safe);
    } else if (asset.kind === 'certificate' && asset.signature) {
      count(progress.signatures, asset.signature.quantum.startsWith('quantum-safe'));
    }
  }
  return progress;
}

function count(tally: { safe: number; total: number }, safe: boolean): void {
  tally.total++;
  if (safe) tally.safe++;
}
