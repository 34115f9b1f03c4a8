import { compare } from '../basics/order.js';
import type { Finding, PastFinding, Report } from '../model/index.js';
import { UserError } from '../model/index.js';
import { contentOf, pathOf } from './fingerprint.js';

const BASELINE_VERSION = 1;

interface Baseline {
  readonly qdayBaseline: typeof BASELINE_VERSION;
  readonly written: string;
  readonly findings: readonly PastFinding[];
}

/** The open findings of a report as a baseline file: sorted, one finding per line, so that a diff of it can be read. */
export function writeBaseline(report: Report): string {
  const findings = pastFindings(report).map((one) => `    ${JSON.stringify(one)}`);
  const body = findings.length > 0 ? `[\n${findings.join(',\n')}\n  ]` : '[]';
  return `{\n  "qdayBaseline": ${BASELINE_VERSION},\n  "written": ${JSON.stringify(report.today)},\n  "findings": ${body}\n}\n`;
}

/** The open findings of a saved report, as a base to compare with. */
export function pastFindings(report: Report): readonly PastFinding[] {
  return report.findings
    .filter(({ suppression }) => !suppression)
    .map((finding) => pastFinding(finding, report))
    .sort(
      (a, b) => compare(a.place, b.place) || (a.line ?? 0) - (b.line ?? 0) || compare(a.fingerprint, b.fingerprint),
    );
}

function pastFinding(finding: Finding, { occurrences }: Report): PastFinding {
  const occurrence = occurrences[finding.occurrence];
  const { path, line } = pathOf(occurrence?.evidence.location);
  return { ...core(finding), content: contentOf(finding, occurrence), place: path, ...(line > 0 && { line }) };
}

function core({ fingerprint, ruleId, severity, message }: Finding) {
  return { fingerprint, ruleId, severity, message };
}

/**
 * Reads a baseline, or a saved report in its place.
 * @throws UserError when it is neither: an unreadable baseline must not look like an empty one.
 */
export function readBaseline(text: string, name: string): readonly PastFinding[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${name}: not valid JSON (${(error as Error).message}); write it again with --write-baseline`);
  }
  const { qdayBaseline, findings, schemaVersion } = (value ?? {}) as Partial<Baseline> & Partial<Report>;
  if (qdayBaseline === undefined && schemaVersion !== undefined && Array.isArray((value as Report).occurrences))
    return pastFindings(value as Report);
  if (qdayBaseline !== BASELINE_VERSION)
    throw new UserError(
      `${name}: expected a baseline of version ${BASELINE_VERSION} or a saved report; write it again with --write-baseline`,
    );
  if (!Array.isArray(findings) || !findings.every(isPast))
    throw new UserError(`${name}: expected "findings" to be a list of fingerprint, ruleId, message and place`);
  return findings as readonly PastFinding[];
}

function isPast(value: unknown): boolean {
  const one = value as Partial<PastFinding> | null;
  return [one?.fingerprint, one?.ruleId, one?.message, one?.place].every((text) => typeof text === 'string');
}
