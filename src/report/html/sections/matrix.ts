import { groupBy } from '../../../basics/groups.js';
import { compare } from '../../../basics/order.js';
import { SEVERITIES } from '../../../model/index.js';
import type { FindingView, View } from '../../select/view.js';
import { componentName, count } from '../../select/words.js';
import { html, type Safe } from '../element.js';

const COLUMNS = 8;

/** Open findings by what the cryptography is for and which component it is in. A cell filters the findings. */
export function matrix(view: View): Safe {
  const byComponent = [...groupBy(view.open, componentOf)].sort(
    (a, b) => b[1].length - a[1].length || compare(a[0], b[0]),
  );
  if (byComponent.length === 0) return html`<p>No open finding.</p>`;
  const columns = byComponent.slice(0, COLUMNS).map(([name]) => name);
  const others = byComponent.length > COLUMNS;
  const rows = [...groupBy(view.open, purposeOf)].sort((a, b) => b[1].length - a[1].length || compare(a[0], b[0]));
  return html`<p class="hint">Open findings; a number shows them in the list below.</p><div class="scroll" tabindex="0" role="group" aria-label="Use by place"><table class="matrix"><caption class="unseen">Open findings by use and component</caption><thead><tr><th scope="col">use</th>${columns.map((one) => html`<th scope="col">${one}</th>`)}${others && html`<th scope="col">${byComponent.length - COLUMNS} others</th>`}<th scope="col">all</th></tr></thead>
<tbody>${rows.map(([purpose, findings]) => {
    const cells = columns.map((name) =>
      cell(
        findings.filter((one) => componentOf(one) === name),
        purpose,
        name,
      ),
    );
    const rest = findings.filter((one) => !columns.includes(componentOf(one)));
    return html`<tr><th scope="row">${purpose}</th>${cells}${others && cell(rest, purpose)}${cell(findings, purpose)}</tr>`;
  })}</tbody></table></div>`;
}

function cell(findings: readonly FindingView[], purpose: string, component?: string): Safe {
  if (findings.length === 0) return html`<td class="none">·</td>`;
  const worst = SEVERITIES[Math.max(...findings.map(({ finding }) => SEVERITIES.indexOf(finding.severity)))]!;
  const label = `${count(findings.length)}, worst ${worst}: show ${purpose}${component === undefined ? '' : ` in ${component}`}`;
  return html`<td class="s-${worst}"><a href="#findings" data-use="${purpose}" data-component="${component ?? ''}" aria-label="${label}">${count(findings.length)}</a></td>`;
}

function componentOf({ occurrence }: FindingView): string {
  return componentName(occurrence?.usage.component);
}

function purposeOf({ occurrence }: FindingView): string {
  return occurrence?.usage.purpose ?? 'unknown';
}
