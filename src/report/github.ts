import { countsForGate } from '../model/index.js';
import type { Reporter } from './reporter.js';
import { visible } from './select/escape.js';
import { changeText, severityText, verdictText } from './select/summary.js';
import { type FindingView, outerPath, placeText, policyText, View } from './select/view.js';
import { plural, sentence } from './select/words.js';

/** Workflow commands: an annotation at each open finding; with a base, only at the new ones. */
export const github: Reporter = {
  id: 'github',
  title: 'Annotations in a GitHub workflow',
  extension: '.txt',
  render(report, { prefix }) {
    const view = new View(report);
    const shown = view.open.filter(({ finding }) => finding.gated && finding.change !== 'unchanged');
    const lines = shown.map((one) => annotation(one, countsForGate(one.finding, report.verdict), prefix));
    const change = changeText(view);
    const summary = [
      `qday: ${verdictText(report)}`,
      `qday: findings: ${severityText(view)}${change ? `; ${change}` : ''}`,
      ...(view.suppressed.length > 0
        ? [`qday: ${plural(view.suppressed.length, 'finding')} suppressed with a reason:`]
        : []),
      ...view.suppressed.map(
        ({ finding, place }) => `qday:   ${placeText(place)} ${finding.ruleId}: ${finding.suppression!.reason}`,
      ),
    ];
    // A line that starts with `::` would be a command: every line of ours starts with our name.
    return `${[...lines, ...summary.map(visible)].join('\n')}\n`;
  },
};

function annotation(
  { finding, place, rule, policies }: FindingView,
  fails: boolean,
  prefix: string | undefined,
): string {
  const level = fails ? 'error' : finding.severity === 'info' || finding.severity === 'low' ? 'notice' : 'warning';
  const at = place.isFile ? { path: outerPath(place.name), line: place.line } : place.declaredAt;
  const properties: [string, string | number | undefined][] = [
    ['file', at && (prefix ? `${prefix}/${at.path}` : at.path)],
    ['line', at?.line ?? (at ? 1 : undefined)],
    ['endLine', place.isFile ? place.endLine : undefined],
    ['title', `${rule.title} (${rule.id})`],
  ];
  const text = properties.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${escapeProperty(String(value))}`],
  );
  const elsewhere = at && !place.name.includes('!/') && place.isFile ? '' : ` (${placeText(place)})`;
  return `::${level} ${text.join(',')}::${escapeData(`${sentence(finding.message + elsewhere)}${policies[0] ? ` ${policyText(policies[0])}.` : ''}`)}`;
}

function escapeData(text: string): string {
  return visible(text).replaceAll('%', '%25');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
