import type { WorkItem } from '../../../model/index.js';
import { placeText, type View } from '../../select/view.js';
import { componentName, due, EXPOSURE_WORDS, effort, margin, plural, years } from '../../select/words.js';
import { badge, html, type Safe } from '../element.js';

const FIRST = 5;

/** Work items in order; the first ones open. */
export function work(view: View): Safe {
  if (view.items.length === 0) return html`<p>Nothing is planned.</p>`;
  const first = view.items.slice(0, FIRST).map((item) => workItem(item, view));
  const rest = view.items.slice(FIRST).map((item) => workItem(item, view));
  return html`<ol class="work">${first}</ol>${rest.length > 0 && html`<details><summary>The other ${rest.length}</summary><ol class="work" start="${FIRST + 1}">${rest}</ol></details>`}`;
}

function workItem(item: WorkItem, view: View): Safe {
  const { risk } = item;
  const titles = new Map(view.items.map((one) => [one.id, one.title]));
  const findings = view.findingsOf(item);
  const facts = [
    effort(item),
    ...due(item, view.report.today),
    ...(item.owner ? [item.owner] : []),
    EXPOSURE_WORDS[item.exposure],
    ...(item.dataClasses.length > 0 ? [item.dataClasses.join(', ')] : []),
  ];
  const named = (ids: readonly string[]) => ids.map((id) => titles.get(id) ?? id).join('; ');
  return html`<li><h3>${item.title} <small>${componentName(item.component)}</small></h3><p>${badge(item.severity)} ${facts.join(' · ')}</p><p>${item.reason}</p>
${item.steps.map((step) => html`<div class="step"><p>${step.text}${step.location && html` <code>${placeText({ name: step.location.path, line: step.location.line })}</code>`}</p>${step.before !== undefined && html`<pre class="before"><span class="unseen">before: </span>${step.before}</pre>`}${step.after !== undefined && html`<pre class="after"><span class="unseen">after: </span>${step.after}</pre>`}</div>`)}
<details><summary>Why here, and ${plural(findings.length, 'place')}</summary><ul>
<li>X + Y − Z: ${years(risk.x)} of protection + ${years(risk.y)} of work − ${years(Math.min(risk.zThreat, risk.zPolicy ?? risk.zThreat))} until ${risk.zPolicy !== undefined && risk.zPolicy <= risk.zThreat ? (risk.policyId ?? 'the policy date') : 'the central threat scenario'} = ${margin(risk.margin)}; start by ${risk.startBy}</li>
${[...risk.because, ...item.because].map(({ text, source, assumed }) => html`<li>${assumed ? 'Assumed: ' : ''}${text}${source ? ` (${source})` : ''}</li>`)}
${item.prerequisites.map((one) => html`<li>Needs: ${one}</li>`)}
${item.blockedBy.length > 0 && html`<li>After: ${named(item.blockedBy)}</li>`}${item.unblocks.length > 0 && html`<li>Opens the way for: ${named(item.unblocks)}</li>`}
${item.compatibility.map((one) => html`<li>Compatibility: ${one}</li>`)}${item.verify && html`<li>Check: <code>${item.verify}</code></li>`}
${findings.slice(0, 50).map(({ place, finding }) => html`<li><code>${placeText(place)}</code> ${finding.message}</li>`)}${findings.length > 50 && html`<li>and ${findings.length - 50} more</li>`}</ul></details></li>`;
}
