import { type EndpointView, endpoints } from '../select/endpoints.js';
import type { View } from '../select/view.js';
import { count, plural } from '../select/words.js';
import { clip, columnsOf, type Paint, wrap } from './paint.js';

/** Endpoints that are told in full; more of them get a line each, unless everything is asked for. */
const IN_FULL = 3;
const LINES = 20;
const LABEL = 15;

/** What each live endpoint speaks. */
export function endpointLines(view: View, paint: Paint, verbose: boolean): string[] {
  const all = endpoints(view);
  if (all.length === 0) return [];
  if (verbose || all.length <= IN_FULL) {
    return [paint.heading('Endpoints'), ...all.flatMap((one) => inFull(one, paint, verbose))];
  }
  return [paint.heading('Endpoints'), ...inShort(all, paint)];
}

function inFull(one: EndpointView, paint: Paint, verbose: boolean): string[] {
  const lines = [`  ${paint.bold(clip(one.url, paint.width - columnsOf(one.state) - 6))}  ${coloured(one, paint)}`];
  const rows = [...one.rows, ...(verbose ? one.facts.map((fact): [string, string] => ['fact', factText(fact)]) : [])];
  for (const [label, text] of rows) {
    for (const [index, line] of wrap(text, paint.width - LABEL - 5).entries()) {
      lines.push(`    ${paint.dim((index === 0 ? label : '').padEnd(LABEL))} ${line}`);
    }
  }
  return lines;
}

function factText({ about, names = [], state, value, evidence, why }: EndpointView['facts'][number]): string {
  const said = value && state === 'supported' ? `: ${value}` : `: ${state}`;
  return `${[about, names.join(', ')].filter(Boolean).join(' ')}${said} [${evidence ?? why ?? ''}]`;
}

function inShort(all: readonly EndpointView[], paint: Paint): string[] {
  const order = ['no', 'partly', 'unknown', 'yes'];
  const sorted = [...all].sort((a, b) => order.indexOf(a.safe) - order.indexOf(b.safe));
  const lines = sorted.slice(0, LINES).map((one) => {
    const versions = one.protocol.versions.join(', ');
    const url = clip(one.url, Math.floor(paint.width / 2) - 4);
    const gap = ' '.repeat(Math.max(1, Math.floor(paint.width / 2) - 2 - columnsOf(url)));
    return `  ${paint.bold(url)}${gap}${coloured(one, paint)} ${paint.dim(clip(versions, 24))}`;
  });
  const rest = all.length - Math.min(all.length, LINES);
  return [
    ...lines,
    paint.dim(`  ${rest > 0 ? `and ${plural(rest, 'more endpoint')}; ` : ''}all ${count(all.length)} in full: -v`),
  ];
}

function coloured({ safe, state }: EndpointView, paint: Paint): string {
  if (safe === 'yes') return paint.good(state);
  return safe === 'no' ? paint.bad(state) : paint.warn(state);
}
