import { countsForGate, type Report } from '../model/index.js';
import { pastFindings } from '../triage/baseline.js';
import { compareWithBase } from '../triage/compare.js';
import { withFingerprints } from '../triage/fingerprint.js';

/** The later report with each finding marked new or unchanged against the earlier one, and what is fixed. */
export function compareReports(before: Report, after: Report, name: string): Report {
  const printed = withFingerprints(after.findings, after.occurrences, after.assets);
  const { printed: marked, fixed } = compareWithBase(printed, { kind: 'report', name, findings: pastFindings(before) });
  const findings = marked.map(({ finding }) => finding);
  const { failOn } = after.verdict;
  const gating = findings.filter((one) => countsForGate(one, { failOn, scope: 'new' })).length;
  const status = gating > 0 ? 'findings' : after.verdict.status === 'incomplete' ? 'incomplete' : 'pass';
  return {
    ...after,
    findings,
    fixed,
    base: { kind: 'report', name },
    verdict: { ...after.verdict, scope: 'new', gating, status },
  };
}
