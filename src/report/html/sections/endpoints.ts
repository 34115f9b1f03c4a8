import { type EndpointView, endpoints } from '../../select/endpoints.js';
import type { View } from '../../select/view.js';
import { plural } from '../../select/words.js';
import { badge, html, type Safe, table } from '../element.js';

/** Endpoints whose facts stand in the page; the rest is in the JSON report. */
const MOST = 200;

/** What each live endpoint speaks; the section is there only when an endpoint was named. */
export function endpointSections(view: View): (readonly [id: string, title: string, body: Safe])[] {
  const all = endpoints(view);
  if (all.length === 0) return [];
  const overview = all.map(({ url, protocol, state, findings }) => [
    html`<code>${url}</code>`,
    protocol.versions.join(', '),
    protocol.groups[0] ?? '',
    state,
    String(findings.length),
  ]);
  const body = html`${table('Endpoints', ['endpoint', 'versions', 'preferred key exchange', 'state', 'open findings'], overview)}
${all.slice(0, MOST).map(inFull)}${all.length > MOST && html`<p>and ${plural(all.length - MOST, 'more endpoint')}: in the JSON report</p>`}`;
  return [['endpoints', 'Endpoints', body]];
}

function inFull({ url, state, rows, facts, findings }: EndpointView): Safe {
  const asked = facts.map(({ about, names = [], state: answer, value, evidence, why }) => [
    [about, names.join(', ')].filter(Boolean).join(' '),
    value ? `${answer}: ${value}` : answer,
    html`<code>${evidence ?? why ?? ''}</code>`,
  ]);
  return html`<h3><code>${url}</code> <small>${state}</small></h3><dl class="rows">${rows.map(([label, text]) => html`<dt>${label}</dt><dd>${text}</dd>`)}</dl>
${findings.length > 0 && html`<ul>${findings.map(({ finding }) => html`<li>${badge(finding.severity)} ${finding.message}</li>`)}</ul>`}
${asked.length > 0 && html`<details><summary>${plural(asked.length, 'answer')} with what shows them</summary>${table(`Answers of ${url}`, ['asked', 'answer', 'shown by'], asked)}</details>`}`;
}
