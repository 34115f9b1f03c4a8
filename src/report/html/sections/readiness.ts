import { agility, agilityFacts } from '../../select/agility.js';
import { libraries, STANDING_WORDS } from '../../select/readiness.js';
import type { View } from '../../select/view.js';
import { componentName, plural } from '../../select/words.js';
import { html, type Safe, table } from '../element.js';

const PLACES = 3;

/** Libraries and how far they are, then components and how easily they change: left out where nothing was seen. */
export function readinessSections(view: View): readonly (readonly [id: string, title: string, body: Safe])[] {
  const all = libraries(view);
  const scores = agility(view);
  return [
    ...(all.length > 0 ? [['libraries', 'Libraries', libraryTable(view)] as const] : []),
    ...(scores.length > 0 ? [['agility', 'Agility', agilityTable(view)] as const] : []),
  ];
}

function libraryTable(view: View): Safe {
  const rows = libraries(view).map(({ name, standing, what, places }) => [
    html`<code>${name}</code>`,
    STANDING_WORDS[standing],
    what,
    html`${places.slice(0, PLACES).map((one) => html`<code>${one}</code> `)}${places.length > PLACES && `and ${places.length - PLACES} more`}`,
  ]);
  return table('Libraries', ['library', 'standing', 'what', 'places'], rows);
}

function agilityTable(view: View): Safe {
  const rows = agility(view).map((one) => [
    html`<code>${componentName(one.component)}</code>`,
    one.score,
    agilityFacts(one),
    html`<ol>${one.improvements.map((each) => html`<li>${each}</li>`)}</ol>`,
  ]);
  return html`<p class="hint">100 less what hinders a change of algorithm, for ${plural(rows.length, 'component')}; hardest first. The weights are of this tool.</p>${table('Agility', ['component', 'of 100', 'what costs points', 'what would raise it most'], rows)}`;
}
