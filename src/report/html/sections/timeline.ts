import { compare } from '../../../basics/order.js';
import type { CalendarEntry, CertificateAsset } from '../../../model/index.js';
import type { View } from '../../select/view.js';
import { html, type Safe, table } from '../element.js';

const KINDS: readonly (readonly [CalendarEntry['kind'], string])[] = [
  ['policy', 'policy deadline'],
  ['start-by', 'start by'],
  ['certificate-expiry', 'certificate expires'],
  ['end-of-life', 'end of life'],
  ['suppression-expiry', 'ignore ends'],
];
const WIDTH = 960;
const LEFT = 150;
const LANE = 34;

/** Deadlines and expiries on one axis; the same as a table for everyone who cannot see the picture. */
export function timeline(view: View): Safe {
  const entries = entriesOf(view);
  if (entries.length === 0) return html`<p>No dated entry.</p>`;
  const lanes = KINDS.filter(([kind]) => entries.some((one) => one.kind === kind));
  const first = Number(view.report.today.slice(0, 4));
  const last = Math.max(first + 2, ...entries.map(({ date }) => Number(date.slice(0, 4)) + 1));
  const x = (date: string) => {
    const at = Math.min(Math.max(yearOf(date), first), last);
    return Math.round(LEFT + ((at - first) / (last - first)) * (WIDTH - LEFT - 20));
  };
  const height = lanes.length * LANE + 40;
  const every = Math.max(1, Math.ceil((last - first) / 12));
  const ticks = Array.from({ length: last - first + 1 }, (_, at) => first + at).filter(
    (year) => (year - first) % every === 0,
  );
  const rows = entries.map(({ date, kind, text }) => [date, KINDS.find(([one]) => one === kind)?.[1], text]);
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Timeline picture"><svg class="timeline" role="img" aria-label="${entries.length} dates from ${first} to ${last}; the table below lists them" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}">
${ticks.map((year) => html`<line class="tick" x1="${x(`${year}-01-01`)}" x2="${x(`${year}-01-01`)}" y1="8" y2="${height - 26}"/><text class="year" x="${x(`${year}-01-01`)}" y="${height - 8}" text-anchor="middle">${year}</text>`)}
<line class="today" x1="${x(view.report.today)}" x2="${x(view.report.today)}" y1="4" y2="${height - 26}"/>
${lanes.map(([kind, title], lane) => {
  const y = 24 + lane * LANE;
  const here = entries.filter((one) => one.kind === kind);
  return html`<text class="lane" x="0" y="${y + 4}">${title}</text><line class="rail" x1="${LEFT}" x2="${WIDTH - 20}" y1="${y}" y2="${y}"/>${here.slice(0, 400).map(({ date, text }) => html`<circle class="dot k-${kind}" cx="${x(date)}" cy="${y}" r="6"><title>${date}: ${text}</title></circle>`)}`;
})}</svg></div><details><summary>${entries.length} dates as a table</summary>${table('Deadlines and expiries', ['date', 'kind', 'what'], rows)}</details>`;
}

/** The plan's calendar; certificates of the inventory that it does not mention are added. */
function entriesOf({ report }: View): readonly CalendarEntry[] {
  const known = new Set(report.plan.calendar.flatMap(({ ref }) => ref ?? []));
  const expiries = report.assets
    .filter((one): one is CertificateAsset => one.kind === 'certificate' && !known.has(one.id))
    .flatMap(({ id, name, notAfter }): CalendarEntry[] =>
      notAfter ? [{ date: notAfter.slice(0, 10), kind: 'certificate-expiry', text: name, ref: id }] : [],
    );
  return [...report.plan.calendar, ...expiries].sort((a, b) => compare(a.date, b.date) || compare(a.text, b.text));
}

function yearOf(date: string): number {
  const [year, month = '1', day = '1'] = date.split('-');
  return Number(year) + (Number(month) - 1) / 12 + (Number(day) - 1) / 365;
}
