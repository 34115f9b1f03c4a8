import type { Trend } from '../model/index.js';
import { html } from './html/element.js';
import type { RenderOptions } from './reporter.js';
import { count } from './select/words.js';
import { clip, Paint } from './terminal/paint.js';

/** The burn-down as lines of a terminal: a bar for each day, the pace and the deadlines. */
export function trendText({ points, deadlines, pace, done }: Trend, options: RenderOptions): string {
  const paint = new Paint(options);
  if (points.length === 0) return 'No report, no trend.\n';
  const most = Math.max(1, ...points.map(({ vulnerable }) => vulnerable));
  const cells = Math.max(10, paint.width - 56);
  const share = ({ safe, total }: { safe: number; total: number }) =>
    (total > 0 ? `${Math.floor((100 * safe) / total)} %` : '–').padStart(5);
  const lines = [
    paint.heading('Quantum-vulnerable uses'),
    paint.dim(`  ${'day'.padEnd(10)} ${'open'.padStart(7)}  ${' '.repeat(cells)}  safe keys  safe signatures`),
    ...points.map((point) => {
      const bar = '█'.repeat(Math.round((point.vulnerable / most) * cells)).padEnd(cells, '░');
      return `  ${point.date} ${count(point.vulnerable).padStart(7)}  ${paint.warn(bar)}  ${share(point.keyEstablishment).padStart(9)}  ${share(point.signatures).padStart(15)}`;
    }),
    '',
  ];
  if (pace === undefined) lines.push('  One day only: a pace needs two.');
  else if (pace <= 0)
    lines.push(
      paint.bad(`  The number does not fall (${pace === 0 ? 'unchanged' : `${(-pace).toFixed(1)} more a year`}).`),
    );
  else
    lines.push(
      `  ${pace.toFixed(1)} fewer a year${done ? `; none left about ${done.slice(0, 7)} at this pace (a straight line, no promise)` : ''}.`,
    );
  if (deadlines.length > 0) lines.push('', paint.heading('Deadlines ahead'));
  for (const { date, text } of deadlines) {
    const late = done === undefined || done > date;
    const mark =
      (points.at(-1)?.vulnerable ?? 0) === 0
        ? paint.good('met')
        : late
          ? paint.bad('late at this pace')
          : paint.good('in time at this pace');
    lines.push(`  ${date}  ${mark}  ${paint.dim(clip(text, paint.width - 36))}`);
  }
  return `${lines.join('\n')}\n`;
}

const WIDTH = 860;
const HEIGHT = 320;
const LEFT = 56;

/** The burn-down as one SVG picture: the line, the pace onward, a mark at each deadline. */
export function trendSvg({ points, deadlines, done }: Trend): string {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last)
    return `${html`<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><text x="8" y="24">No report, no trend.</text></svg>`.text}\n`;
  const ends = [last.date, ...deadlines.map(({ date }) => date)].sort();
  const from = Date.parse(first.date);
  const until = Math.max(Date.parse(ends.at(-1)!), from + 86_400_000);
  const most = Math.max(1, ...points.map(({ vulnerable }) => vulnerable));
  const x = (date: string) =>
    Math.round(LEFT + ((Math.min(Date.parse(date), until) - from) / (until - from)) * (WIDTH - LEFT - 30));
  const y = (value: number) => Math.round(20 + (1 - value / most) * (HEIGHT - 70));
  const line = points.map(({ date, vulnerable }) => `${x(date)},${y(vulnerable)}`).join(' ');
  const onward =
    done && Date.parse(done) <= until ? `${x(last.date)},${y(last.vulnerable)} ${x(done)},${y(0)}` : undefined;
  return `${
    html`<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="Quantum-vulnerable uses from ${first.date} to ${last.date}: ${first.vulnerable} to ${last.vulnerable}" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="sans-serif" font-size="12">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/><line x1="${LEFT}" x2="${WIDTH - 30}" y1="${y(0)}" y2="${y(0)}" stroke="#59636e"/><text x="${LEFT - 8}" y="${y(most) + 4}" text-anchor="end">${count(most)}</text><text x="${LEFT - 8}" y="${y(0) + 4}" text-anchor="end">0</text>
${deadlines.map(({ date, text }) => html`<line x1="${x(date)}" x2="${x(date)}" y1="20" y2="${y(0)}" stroke="#cf222e" stroke-dasharray="4 3"><title>${date}: ${text}</title></line><text x="${x(date)}" y="${y(0) + 16}" text-anchor="middle" fill="#cf222e">${date.slice(0, 7)}</text>`)}
${onward && html`<polyline points="${onward}" fill="none" stroke="#0a53b8" stroke-dasharray="6 4"/>`}<polyline points="${line}" fill="none" stroke="#0a53b8" stroke-width="2.5"/>
${points.map(({ date, vulnerable }) => html`<circle cx="${x(date)}" cy="${y(vulnerable)}" r="4" fill="#0a53b8"><title>${date}: ${count(vulnerable)}</title></circle>`)}
<text x="${x(first.date)}" y="${HEIGHT - 12}">${first.date}</text></svg>`.text
  }\n`;
}
