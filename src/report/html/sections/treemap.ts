import { compare } from '../../../basics/order.js';
import { SEVERITIES, type Severity } from '../../../model/index.js';
import { placeOf, type View } from '../../select/view.js';
import { count, plural } from '../../select/words.js';
import { html, type Safe, table } from '../element.js';

interface Folder {
  readonly path: string;
  uses: number;
  open: number;
  worst: number;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const AREA: Box = { x: 0, y: 0, w: 960, h: 360 };
const BOXES = 60;

/** The tree by folder: area by uses of cryptography, colour by the worst open finding. A folder filters the findings. */
export function treemap(view: View): Safe {
  const folders = foldersOf(view);
  if (folders.length === 0) return html`<p>No use of cryptography was found.</p>`;
  const shown = folders.slice(0, BOXES);
  const boxes = squarify(
    shown.map(({ uses }) => uses),
    AREA,
  );
  const cells = shown.map((folder, at) => {
    const { x, y, w, h } = boxes[at]!;
    const level = levelOf(folder);
    const text = `${folder.path}: ${plural(folder.uses, 'use')}, ${plural(folder.open, 'open finding')}`;
    const room = Math.floor((w - 10) / 7);
    const label = folder.path.length > room ? `…${folder.path.slice(folder.path.length - room + 1)}` : folder.path;
    return html`<a href="#findings" data-path="${folder.path}" aria-label="${text}"><rect class="box b-${level}" x="${round(x)}" y="${round(y)}" width="${round(w)}" height="${round(h)}"><title>${text}</title></rect>${w > 44 && h > 18 && html`<text x="${round(x + 5)}" y="${round(y + 15)}" aria-hidden="true">${label}</text>`}${w > 30 && h > 36 && html`<text x="${round(x + 5)}" y="${round(y + 32)}" aria-hidden="true">${count(folder.uses)}</text>`}</a>`;
  });
  const rows = folders.map(({ path, uses, open, worst }) => [
    html`<code>${path}</code>`,
    count(uses),
    count(open),
    SEVERITIES[worst] ?? 'none',
  ]);
  return html`<p class="hint">Area: uses of cryptography. Colour: the worst open finding. A folder shows its findings.</p><div class="scroll"><svg class="map" role="group" aria-label="Folders by uses of cryptography" viewBox="0 0 ${AREA.w} ${AREA.h}" width="${AREA.w}" height="${AREA.h}">${cells}</svg></div>
<ul class="legend">${(['critical', 'high', 'medium', 'low', 'none'] as const).map((one) => html`<li><span class="swatch b-${one}"></span>${one}</li>`)}</ul>
<details><summary>${plural(folders.length, 'folder')} as a table</summary>${table('Folders', ['folder', 'uses', 'open findings', 'worst'], rows.slice(0, 500))}</details>`;
}

/** Folders two levels deep; an endpoint is a folder of its own. */
function foldersOf({ report, open }: View): readonly Folder[] {
  const folders = new Map<string, Folder>();
  const of = (name: string, isFile: boolean): Folder => {
    const parts = name.split('/');
    const path = !isFile
      ? name
      : parts.length === 1
        ? './'
        : `${parts.slice(0, Math.min(2, parts.length - 1)).join('/')}/`;
    const folder = folders.get(path) ?? { path, uses: 0, open: 0, worst: -1 };
    folders.set(path, folder);
    return folder;
  };
  for (const { evidence } of report.occurrences) {
    const { name, isFile } = placeOf(evidence.location);
    of(name, isFile).uses++;
  }
  for (const { finding, place } of open) {
    const folder = of(place.name, place.isFile);
    folder.open++;
    folder.worst = Math.max(folder.worst, SEVERITIES.indexOf(finding.severity));
  }
  return [...folders.values()]
    .filter(({ uses }) => uses > 0)
    .sort((a, b) => b.uses - a.uses || compare(a.path, b.path));
}

function levelOf({ worst }: Folder): Severity | 'none' {
  return SEVERITIES[worst] ?? 'none';
}

/** Bruls, Huizing, van Wijk, "Squarified treemaps": rows are filled while the worst aspect ratio gets better. */
function squarify(values: readonly number[], area: Box): readonly Box[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  const boxes: Box[] = [];
  let rest = area;
  let scale = total > 0 ? (area.w * area.h) / total : 0;
  let at = 0;
  while (at < values.length) {
    const side = Math.min(rest.w, rest.h);
    let end = at + 1;
    while (
      end < values.length &&
      worstRatio(values, at, end + 1, side, scale) <= worstRatio(values, at, end, side, scale)
    )
      end++;
    const sum = values.slice(at, end).reduce((all, value) => all + value * scale, 0);
    const thick = side > 0 ? sum / side : 0;
    let along = 0;
    for (; at < end; at++) {
      const long = sum > 0 ? (values[at]! * scale * side) / sum : 0;
      boxes.push(
        rest.w >= rest.h
          ? { x: rest.x, y: rest.y + along, w: thick, h: long }
          : { x: rest.x + along, y: rest.y, w: long, h: thick },
      );
      along += long;
    }
    rest =
      rest.w >= rest.h
        ? { ...rest, x: rest.x + thick, w: Math.max(0, rest.w - thick) }
        : { ...rest, y: rest.y + thick, h: Math.max(0, rest.h - thick) };
    const left = values.slice(at).reduce((all, value) => all + value, 0);
    scale = left > 0 ? (rest.w * rest.h) / left : 0;
  }
  return boxes;
}

function worstRatio(values: readonly number[], from: number, to: number, side: number, scale: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i]! * scale;
  const thick = sum / side;
  let worst = 0;
  for (let i = from; i < to; i++) {
    const long = (values[i]! * scale) / thick;
    worst = Math.max(worst, long / thick, thick / long);
  }
  return worst;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
