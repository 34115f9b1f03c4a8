import { groupBy } from '../../basics/groups.js';
import { compare } from '../../basics/order.js';
import { escapeHiding } from '../json.js';
import type { Reporter } from '../reporter.js';
import { visible } from '../select/escape.js';
import { attemptText, verdictText } from '../select/summary.js';
import { type FindingView, placeText, View } from '../select/view.js';
import { plural } from '../select/words.js';
import { SARIF_LIMITS } from './limits.js';
import { anchor, sarifResult } from './result.js';
import { sarifRule } from './rules.js';

/** SARIF 2.1.0 (OASIS) that GitHub's code scanning takes, whatever the size of the report. */
export const sarif: Reporter = {
  id: 'sarif',
  title: 'SARIF 2.1.0 for code scanning',
  extension: '.sarif',
  render(report, options) {
    const view = new View(report);
    const anchored = view.findings.filter(({ place }) => anchor(place));
    const floating = view.findings.filter(({ place }) => !anchor(place));
    const byRule = groupBy(view.findings, ({ rule }) => rule.id);
    const rules = [...byRule.keys()].sort(compare);
    const indexOf = new Map(rules.map((id, index) => [id, index]));
    const { groups, note } = withinLimit(anchored);
    const run = {
      tool: {
        driver: {
          name: report.tool.name,
          semanticVersion: report.tool.version,
          properties: { rules: report.tool.rules },
          rules: rules.map((id) => sarifRule(byRule.get(id)![0]!.rule, byRule.get(id)!)),
        },
      },
      columnKind: 'utf16CodeUnits',
      automationDetails: { id: `${visible(options.category ?? 'qday')}/` },
      originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the scanned repository.' } } },
      invocations: [
        {
          executionSuccessful: report.verdict.status !== 'incomplete',
          toolExecutionNotifications: [
            ...(note ? [{ level: 'warning', message: { text: note } }] : []),
            ...floating.map(({ finding, place }) => ({
              level: 'warning',
              message: { text: visible(`${placeText(place)}: ${finding.message} (no file names this target)`) },
              associatedRule: { id: finding.ruleId, index: indexOf.get(finding.ruleId) },
            })),
            ...report.attempts
              .filter(({ status }) => status === 'failed' || status === 'partial')
              .map((one) => ({ level: 'warning', message: { text: visible(`${one.target}: ${attemptText(one)}`) } })),
            ...report.notices.map((text) => ({ level: 'note', message: { text: visible(text) } })),
          ].slice(0, SARIF_LIMITS.notifications),
        },
      ],
      results: groups.map((findings) => sarifResult(findings, indexOf.get(findings[0]!.rule.id)!, options)),
      properties: { judgedOn: report.today, verdict: verdictText(report) },
    };
    return `${escapeHiding(JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 1))}\n`;
  },
};

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** One result per finding while they fit; else one per rule and file; else per rule and directory, the most urgent first. */
function withinLimit(findings: readonly FindingView[]): { groups: readonly (readonly FindingView[])[]; note?: string } {
  if (findings.length <= SARIF_LIMITS.results) return { groups: findings.map((one) => [one]) };
  const kind = ({ finding }: FindingView) =>
    `${finding.suppression ? 'off' : ''}${finding.change ?? ''}${finding.gated}`;
  const key = (one: FindingView, path: string) => `${one.rule.id}\n${kind(one)}\n${path}`;
  const byFile = [...groupBy(findings, (one) => key(one, anchor(one.place)!.path)).values()];
  const note = `${plural(findings.length, 'finding')} are more than a SARIF upload may hold (${SARIF_LIMITS.results}); those of one rule in one file are one result here. The JSON report lists each.`;
  if (byFile.length <= SARIF_LIMITS.results) return { groups: byFile, note };
  const byFolder = [...groupBy(findings, (one) => key(one, anchor(one.place)!.path.replace(/\/?[^/]*$/, ''))).values()];
  return {
    groups: byFolder.slice(0, SARIF_LIMITS.results),
    note: `${plural(findings.length, 'finding')} are more than a SARIF upload may hold (${SARIF_LIMITS.results}); those of one rule in one directory are one result here, the most urgent first. The JSON report lists each.`,
  };
}
