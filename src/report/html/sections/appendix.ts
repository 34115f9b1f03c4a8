import { attemptText, unexamined } from '../../select/summary.js';
import { placeText, type View } from '../../select/view.js';
import { SUPPRESSED_BY } from '../../select/words.js';
import { badge, html, type Safe, table } from '../element.js';

/** Suppressed findings, fixed ones, what could not be examined, rules and versions. */
export function appendix(view: View): readonly (readonly [id: string, title: string, body: Safe])[] {
  const { report } = view;
  const fixed = report.fixed ?? [];
  return [
    ['suppressed', 'Suppressed, with reasons', suppressed(view)],
    ...(fixed.length > 0
      ? [
          [
            'fixed',
            'Fixed',
            table(
              'Fixed',
              ['what', 'place', 'rule'],
              fixed.map(({ message, place, line, ruleId }) => [
                message,
                html`<code>${placeText({ name: place, line })}</code>`,
                ruleId,
              ]),
            ),
          ] as const,
        ]
      : []),
    ['attempts', 'Could not be examined', attempts(view)],
    ['rules', 'Rules and policies', rules(view)],
  ];
}

function suppressed(view: View): Safe {
  if (view.suppressed.length === 0) return html`<p>None.</p>`;
  return table(
    'Suppressed findings',
    ['severity', 'place', 'what', 'reason', 'by', 'owner', 'until', 'written at'],
    view.suppressed.slice(0, 2000).map(({ finding, place }) => {
      const { by, reason, owner, until, at } = finding.suppression!;
      return [
        badge(finding.severity),
        html`<code>${placeText(place)}</code>`,
        finding.message,
        reason,
        SUPPRESSED_BY[by],
        owner,
        until,
        at,
      ];
    }),
  );
}

function attempts({ report }: View): Safe {
  const groups = unexamined(report);
  if (groups.length === 0) return html`<p>Everything that was named could be examined.</p>`;
  const rows = groups.flatMap(([reason, list]) =>
    list.map((one) => [html`<code>${one.target}</code>`, one.status, reason, attemptText(one), one.by]),
  );
  return table('Could not be examined', ['target', 'how far', 'reason', 'what', 'by'], rows.slice(0, 2000));
}

function rules({ report }: View): Safe {
  return html`<dl class="rules">${report.rules.map(
    ({ id, title, why, severity, citations }) =>
      html`<dt><strong>${title}</strong> ${badge(severity)} <code>${id}</code></dt><dd><p>${why}</p>${citations.map(({ text, url }) => html`<p class="dim">${text}${url && html` <span class="url">${url}</span>`}</p>`)}</dd>`,
  )}</dl>${table(
    'Policies',
    ['policy', 'authority', 'status', 'how sure'],
    report.policies.map(({ title, authority, status, confidence }) => [
      title,
      authority,
      status === 'draft' ? 'draft, not in force' : status,
      confidence,
    ]),
  )}<p>Tool: qday ${report.tool.version}; rules ${report.tool.rules}; report version ${report.schemaVersion}.</p>`;
}
