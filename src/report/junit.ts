import { groupBy } from '../basics/groups.js';
import { compare } from '../basics/order.js';
import { countsForGate } from '../model/index.js';
import type { Reporter } from './reporter.js';
import { markup } from './select/escape.js';
import { attemptText, coverageText, unexamined } from './select/summary.js';
import { type FindingView, placeText, View } from './select/view.js';

/** JUnit XML: a suite per rule and one for coverage. What fails the gate fails, what is suppressed is skipped. */
export const junit: Reporter = {
  id: 'junit',
  title: 'JUnit XML for build servers',
  extension: '.xml',
  render(report) {
    const view = new View(report);
    const suites = [...groupBy(view.findings, ({ rule }) => rule.id)]
      .sort((a, b) => compare(a[0], b[0]))
      .map(([id, findings]) =>
        suite(
          id,
          findings.map((one) => testcase(one, countsForGate(one.finding, report.verdict))),
        ),
      );
    const unread = unexamined(report).flatMap(([reason, attempts]) =>
      attempts.map((one) => {
        const body =
          one.status === 'failed'
            ? `<error message="${markup(attemptText(one))}" type="${markup(reason)}"/>`
            : `<skipped message="${markup(attemptText(one))}"/>`;
        return {
          kind: one.status === 'failed' ? ('error' as const) : ('skipped' as const),
          xml: element('coverage', one.target, body),
        };
      }),
    );
    const looked = { kind: 'pass' as const, xml: element('coverage', `examined ${coverageText(report)}`, '') };
    const all = [suite('coverage', [looked, ...unread]), ...suites];
    const total = (kind: Case['kind']) => all.reduce((sum, { counts }) => sum + counts(kind), 0);
    const tests = all.reduce((sum, { size }) => sum + size, 0);
    return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="qday" tests="${tests}" failures="${total('failure')}" errors="${total('error')}" skipped="${total('skipped')}">\n${all.map(({ xml }) => xml).join('\n')}\n</testsuites>\n`;
  },
};

interface Case {
  readonly kind: 'pass' | 'failure' | 'skipped' | 'error';
  readonly xml: string;
}

function suite(name: string, cases: readonly Case[]) {
  const counts = (kind: Case['kind']) => cases.filter((one) => one.kind === kind).length;
  const head = `  <testsuite name="${markup(name)}" tests="${cases.length}" failures="${counts('failure')}" errors="${counts('error')}" skipped="${counts('skipped')}">`;
  return { size: cases.length, counts, xml: `${head}\n${cases.map(({ xml }) => xml).join('\n')}\n  </testsuite>` };
}

function testcase({ finding, place }: FindingView, fails: boolean): Case {
  const name = `${placeText(place)} ${finding.fingerprint.slice(0, 12)}`;
  const message = markup(finding.message);
  if (finding.suppression)
    return {
      kind: 'skipped',
      xml: element(finding.ruleId, name, `<skipped message="suppressed: ${markup(finding.suppression.reason)}"/>`),
    };
  if (!fails) return { kind: 'pass', xml: element(finding.ruleId, name, `<system-out>${message}</system-out>`) };
  return {
    kind: 'failure',
    xml: element(finding.ruleId, name, `<failure message="${message}" type="${finding.severity}"/>`),
  };
}

function element(classname: string, name: string, body: string): string {
  return `    <testcase classname="${markup(classname)}" name="${markup(name)}">${body}</testcase>`;
}
