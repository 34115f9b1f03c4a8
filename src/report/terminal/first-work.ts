import type { WorkItem } from '../../model/index.js';
import { visible } from '../select/escape.js';
import { changeOf, placesOf } from '../select/summary.js';
import { placeText, type View } from '../select/view.js';
import { count, due, effort, TOP_COMPONENT } from '../select/words.js';
import { clip, clipFront, columnsOf, type Paint, wrap } from './paint.js';

/** The first work items: what, where, why, the change itself. */
export function firstWork(view: View, paint: Paint, limit: number): string[] {
  const items = view.items.slice(0, limit);
  if (items.length === 0) return firstFindings(view, paint, limit);
  const lines = [
    paint.heading(limit < view.items.length ? `Do first (${items.length} of ${count(view.items.length)})` : 'Do first'),
  ];
  for (const item of items) lines.push(...workItem(item, view, paint));
  return lines;
}

/** Without a plan, the most urgent findings themselves. */
function firstFindings(view: View, paint: Paint, limit: number): string[] {
  const findings = view.open.filter(({ finding }) => finding.gated).slice(0, limit);
  if (findings.length === 0) return [];
  const lines = [paint.heading('Most urgent')];
  for (const [at, { finding, place }] of findings.entries()) {
    const where = clipFront(placeText(place), paint.width - 20);
    lines.push(
      `${paint.bold(String(at + 1).padStart(3))}  ${paint.severity(finding.severity, finding.severity)}  ${paint.place(place.name, where)}`,
    );
    for (const line of wrap(finding.message, paint.width - 5)) lines.push(`     ${line}`);
  }
  return lines;
}

function workItem(item: WorkItem, view: View, paint: Paint): string[] {
  const number = String(item.priority).padStart(3);
  const facts = [effort(item), ...due(item, view.report.today), ...(item.owner ? [item.owner] : [])].join(' · ');
  const indent = '     ';
  const where = item.component === TOP_COMPONENT ? '' : `  (${item.component})`;
  const title = clip(`${item.title}${where}`, paint.width - 5);
  const head = `${paint.bold(number)}  ${paint.severity(item.severity, title)}`;
  const fits = columnsOf(title) + columnsOf(facts) + 8 <= paint.width;
  const lines = fits
    ? [`${head}  ${paint.dim(visible(facts))}`]
    : [head, `${indent}${paint.dim(clip(facts, paint.width - 5))}`];
  for (const line of wrap(item.reason, paint.width - 5)) lines.push(`${indent}${line}`);
  const places = placesOf(item, view.findingsOf(item));
  if (places.length > 0) {
    const text = placeText(places[0]!);
    const more = places.length > 1 ? paint.dim(`  and ${count(places.length - 1)} more`) : '';
    lines.push(`${indent}${paint.place(places[0]!.name, clipFront(text, paint.width - 22))}${more}`);
  }
  const change = changeOf(item);
  if (change) {
    if (change.before !== undefined) lines.push(`${indent}${paint.bad(`- ${clip(change.before, paint.width - 7)}`)}`);
    lines.push(`${indent}${paint.good(`+ ${clip(change.after, paint.width - 7)}`)}`);
  } else if (item.steps[0]) lines.push(`${indent}${paint.dim(clip(item.steps[0].text, paint.width - 5))}`);
  return lines;
}
