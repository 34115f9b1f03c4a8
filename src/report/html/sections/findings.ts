import { compare } from '../../../basics/order.js';
import { SEVERITIES } from '../../../model/index.js';
import { placeText, type View } from '../../select/view.js';
import { componentName, count, HARM_WORDS, HARMS } from '../../select/words.js';
import { badge, html, type Safe } from '../element.js';

/** Rows written into the page itself: what a reader without scripts sees. */
const STATIC_ROWS = 500;

/** The list of findings. The script takes the table over, filters it and writes rows as they are needed. */
export function findingsSection(view: View): Safe {
  const shown = view.findings.slice(0, STATIC_ROWS);
  const rest = view.findings.length - shown.length;
  const uses = [...new Set(view.findings.map(({ occurrence }) => occurrence?.usage.purpose ?? 'unknown'))].sort(
    compare,
  );
  const components = [
    ...new Set(view.findings.map(({ occurrence }) => componentName(occurrence?.usage.component))),
  ].sort(compare);
  const states = ['open', 'new', 'unchanged', 'not gated', 'suppressed'];
  return html`<form class="filters scripted" hidden role="search" aria-label="Filter findings"><label>Search <input type="search" id="f-text" autocomplete="off" placeholder="path, asset, rule"></label>
${choice('severity', 'Severity', [...SEVERITIES].reverse())}${choice(
  'harm',
  'Harm',
  HARMS.map((one) => HARM_WORDS[one].short),
)}${choice('use', 'Use', uses)}${choice('component', 'Component', components)}${choice('state', 'State', states)}<button type="reset" id="f-reset">Reset</button></form>
<p id="f-count" role="status">${count(view.findings.length)} findings</p>
<div class="scroll" tabindex="0" role="group" aria-label="Findings"><table class="findings" id="f-table"><caption class="unseen">Findings, the most urgent first</caption><thead><tr><th scope="col">severity</th><th scope="col">place</th><th scope="col">what</th><th scope="col">harm</th><th scope="col">state</th></tr></thead>
<tbody id="f-rows">${shown.map(({ finding, place }) => html`<tr><td>${badge(finding.severity)}</td><td><code>${placeText(place)}</code></td><td>${finding.message}</td><td>${HARM_WORDS[finding.harm].short}</td><td>${finding.suppression ? 'suppressed' : finding.gated ? (finding.change ?? 'open') : 'not gated'}</td></tr>`)}</tbody></table></div>
<p class="scripted" hidden><button type="button" id="f-more">Show more</button></p>${rest > 0 && html`<noscript><p>${count(rest)} more: they need scripts here, or another format.</p></noscript>`}`;
}

function choice(name: string, title: string, values: readonly string[]): Safe {
  return html`<label>${title} <select id="f-${name}"><option value="">all</option>${values.map((one) => html`<option>${one}</option>`)}</select></label>`;
}
