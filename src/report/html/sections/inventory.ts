import { groupBy } from '../../../basics/groups.js';
import { compare } from '../../../basics/order.js';
import { placeOf, placeText, type View } from '../../select/view.js';
import { count, plural, QUANTUM_WORDS } from '../../select/words.js';
import { html, type Safe, table } from '../element.js';

const STATIC_ROWS = 500;

/** Every asset, good ones too, and the graph of what belongs to what. */
export function inventorySection(view: View): Safe {
  const { report } = view;
  const places = groupBy(report.occurrences, ({ asset }) => asset);
  const assets = [...report.assets].sort((a, b) => compare(a.name, b.name) || compare(a.id, b.id));
  const rows = assets.slice(0, STATIC_ROWS).map((asset) => {
    const seen = places.get(asset.id) ?? [];
    const first = seen[0] && placeText(placeOf(seen[0].evidence.location));
    const state =
      asset.kind === 'algorithm'
        ? QUANTUM_WORDS[asset.quantum]
        : asset.kind === 'protocol'
          ? asset.keyEstablishment
          : '';
    return html`<tr><td>${asset.name}</td><td>${asset.kind}</td><td>${state}</td><td>${count(seen.length)}</td><td>${first && html`<code>${first}</code>`}</td></tr>`;
  });
  const names = new Map(report.assets.map(({ id, name }) => [id, name]));
  const links = report.links
    .slice(0, STATIC_ROWS)
    .map(({ from, to, relation }) => [names.get(from) ?? from, relation, names.get(to) ?? to]);
  return html`<form class="filters scripted" hidden role="search" aria-label="Search the inventory"><label>Search <input type="search" id="i-text" autocomplete="off" placeholder="name, kind, place"></label></form>
<p id="i-count" role="status">${plural(assets.length, 'asset')}</p>
<div class="scroll" tabindex="0" role="group" aria-label="Inventory"><table id="i-table"><caption class="unseen">Assets</caption><thead><tr><th scope="col">name</th><th scope="col">kind</th><th scope="col">quantum status</th><th scope="col">places</th><th scope="col">first place</th></tr></thead><tbody id="i-rows">${rows}</tbody></table></div>
<p class="scripted" hidden><button type="button" id="i-more">Show more</button></p>
<h3 id="graph">What belongs to what</h3>${report.links.length === 0 ? html`<p>No connection between assets was found.</p>` : html`<form class="filters scripted" hidden aria-label="Choose an asset"><label>Asset <select id="g-asset"></select></label></form><div class="scroll"><svg id="g-picture" class="graph" hidden role="group" aria-label="Connections of the chosen asset" viewBox="0 0 960 360" width="960" height="360"></svg></div><details><summary>${plural(report.links.length, 'connection')} as a table</summary>${table('Connections', ['from', 'relation', 'to'], links)}</details>`}`;
}
