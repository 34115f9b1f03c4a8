import { markup } from '../select/escape.js';

/** Markup that is already safe. Only `html` makes it. */
export class Safe {
  constructor(readonly text: string) {}
}

type Part = string | number | Safe | undefined | false | readonly Part[];

/** Every value is escaped; only what `html` made itself goes in as markup. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Safe {
  return new Safe(strings.reduce((text, part, at) => text + (at > 0 ? put(values[at - 1]) : '') + part, ''));
}

function put(value: Part): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Safe) return value.text;
  if (typeof value === 'string' || typeof value === 'number') return markup(String(value));
  return value.map(put).join('');
}

/** A table with a caption for screen readers and column headings. */
export function table(caption: string, head: readonly string[], rows: readonly (readonly Part[])[]): Safe {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table><caption class="unseen">${caption}</caption><thead><tr>${head.map((one) => html`<th scope="col">${one}</th>`)}</tr></thead><tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`;
}

export function badge(severity: string): Safe {
  return html`<span class="badge s-${severity}">${severity}</span>`;
}
