import { libraries, readinessText } from '../../select/readiness.js';
import {
  changeText,
  coverageText,
  exposedToday,
  parsedText,
  progress,
  progressText,
  severityText,
  unexamined,
  verdictText,
} from '../../select/summary.js';
import type { View } from '../../select/view.js';
import { count, HARM_WORDS, margin, plural } from '../../select/words.js';
import { html, type Safe } from '../element.js';

/** The verdict, what is exposed, how far along, and what the verdict rests on. */
export function summary(view: View): Safe {
  const { report } = view;
  const missing = unexamined(report).reduce((sum, [, list]) => sum + list.length, 0);
  const change = changeText(view);
  const standing = readinessText(libraries(view));
  const cards = exposedToday(view).map(({ harm, title, findings, components, dataClasses, margin: left }) => {
    const late =
      left !== undefined && (harm === 'hndl' || harm === 'tnfl')
        ? html`<p><strong>${margin(left)}</strong></p>`
        : undefined;
    return html`<li class="card harm-${harm}"><h3>${title}</h3><p class="figure">${count(findings.length)}</p><p>in ${plural(components.length, 'component')}${dataClasses.length > 0 ? `: ${dataClasses.slice(0, 4).join(', ')}` : ''}</p>${late}<p class="dim">${HARM_WORDS[harm].why}</p></li>`;
  });
  return html`<p class="verdict v-${report.verdict.status}">${verdictText(report)}</p>
<ul class="cards">${cards.length > 0 ? cards : html`<li class="card"><h3>Nothing open</h3><p>No finding in production code.</p></li>`}</ul>
<h3>How far along</h3>${progress(report).map((line) => html`<p class="progress"><span>${line.title}</span> ${meter(line.safe, line.total)} <span>${progressText(line)}</span></p>`)}
${standing && html`<p><a href="#libraries">${standing}</a>.</p>`}
<h3>What this rests on</h3><ul class="plain"><li>Looked at ${coverageText(report)}${parsedText(report) ? `; read in depth: ${parsedText(report, 20)}` : ''}.</li>
<li>${missing > 0 ? html`<a href="#attempts">${plural(missing, 'place')} could not be examined fully</a>.` : 'Everything that was named could be examined.'}</li>
<li>Findings: ${severityText(view)}; ${plural(view.suppressed.length, 'suppressed one')}${change ? `. ${change}` : ''}.</li>
${report.notices.map((one) => html`<li>Note: ${one}</li>`)}</ul>`;
}

function meter(safe: number, total: number): Safe {
  const width = total > 0 ? Math.floor((200 * safe) / total) : 0;
  return html`<svg class="meter" width="200" height="12" aria-hidden="true"><rect class="track" width="200" height="12" rx="3"/><rect class="full" width="${width}" height="12" rx="3"/></svg>`;
}
