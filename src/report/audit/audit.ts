import type { Reporter } from '../reporter.js';
import { csvTable, markdown as text } from '../select/escape.js';
import { coverageText, progress, progressText, severityText, verdictText } from '../select/summary.js';
import { View } from '../select/view.js';
import { accepted, coverage, register, suitesInUse, type Table } from './tables.js';

/** The evidence file for an assessor, in one document. */
export const audit: Reporter = {
  id: 'audit',
  title: 'Audit pack as Markdown: PCI DSS 12.3.3, certificate and key register, coverage',
  extension: '.md',
  render(report) {
    const view = new View(report);
    const policies = report.policies.map(
      ({ title, authority, status }) =>
        `- ${text(title)} (${text(authority)}${status === 'draft' ? '; a draft, not in force' : ''})`,
    );
    return `${[
      '# Cryptographic inventory: audit pack',
      [
        `- Judged on: ${text(report.today)}`,
        `- Scope: ${text(report.targets.join(' '))}; ${coverageText(report)}`,
        `- Result: ${text(verdictText(report))} Findings: ${severityText(view)}; ${view.suppressed.length} accepted with a reason`,
        ...progress(report).map((line) => `- ${line.title}: ${progressText(line)}`),
        `- Made by: qday ${text(report.tool.version)}, rules ${text(report.tool.rules)}`,
        '- Review: requirement 12.3.3 asks for one at least every 12 months',
      ].join('\n'),
      `## Policies applied\n\n${policies.length > 0 ? policies.join('\n') : 'None.'}`,
      `## Cipher suites, protocols and algorithms in use (PCI DSS 4.0.1, 12.3.3)\n\n${markdownTable(suitesInUse(view))}`,
      `## Register of certificates and keys (PCI DSS 4.0.1, 4.2.1.1; Delegated Regulation (EU) 2024/1774, article 7)\n\n${markdownTable(register(view))}`,
      `## Accepted findings\n\n${markdownTable(accepted(view))}`,
      `## Coverage statement\n\nA scan proves what it shows, not that there is nothing else. What could not be examined stands at the end of the table.\n\n${markdownTable(coverage(view))}`,
    ].join('\n\n')}\n`;
  },
};

export const auditSuites = asCsv('audit-suites', 'PCI DSS 12.3.3 table as CSV', suitesInUse);
export const auditRegister = asCsv(
  'audit-register',
  'Certificate and key register (PCI DSS 4.2.1.1, DORA) as CSV',
  register,
);
export const auditCoverage = asCsv('audit-coverage', 'Coverage statement as CSV', coverage);

function asCsv(id: string, title: string, table: (view: View) => Table): Reporter {
  return {
    id,
    title,
    extension: '.csv',
    render(report) {
      const { head, rows } = table(new View(report));
      return csvTable([head, ...rows]);
    },
  };
}

function markdownTable({ head, rows }: Table): string {
  if (rows.length === 0) return 'None found.';
  const line = (cells: readonly (string | number | undefined)[]) =>
    `| ${cells.map((cell) => text(String(cell ?? ''))).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}
