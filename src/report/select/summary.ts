import { groupBy } from '../../basics/groups.js';
import { compare } from '../../basics/order.js';
import {
  ATTEMPT_REASONS,
  type Attempt,
  type Harm,
  type Report,
  SEVERITIES,
  type Step,
  type WorkItem,
} from '../../model/index.js';
import { type FindingView, type Place, placeText, type View } from './view.js';
import { bytes, count, HARM_WORDS, HARMS, plural } from './words.js';

/** What was looked at, in one sentence. */
export function coverageText({ coverage }: Report): string {
  const parts = [`${plural(coverage.files, 'file')} (${bytes(coverage.bytes)})`];
  if (coverage.endpoints > 0) parts.push(plural(coverage.endpoints, 'endpoint'));
  return parts.join(' and ');
}

/** Parsers and how many artifacts each read, largest first. */
export function parsedText({ coverage }: Report, limit = 6): string {
  const all = Object.entries(coverage.parsed).sort((a, b) => b[1] - a[1] || compare(a[0], b[0]));
  const named = all.slice(0, limit).map(([id, n]) => `${id} ${count(n)}`);
  const rest = all.slice(limit).reduce((sum, [, n]) => sum + n, 0);
  if (rest > 0) named.push(`others ${count(rest)}`);
  return named.join(' · ');
}

/** What could not be examined, by reason. A completed attempt is not listed. */
export function unexamined({ attempts }: Report): readonly (readonly [reason: string, attempts: readonly Attempt[]])[] {
  const open = attempts.filter(({ status }) => status !== 'completed');
  return [...groupBy(open, (one) => one.reason ?? one.status)].sort(
    (a, b) => b[1].length - a[1].length || compare(a[0], b[0]),
  );
}

/** The sentence of an attempt: its own, else what its reason means in general. */
export function attemptText(attempt: Attempt): string {
  return attempt.detail ?? (attempt.reason ? ATTEMPT_REASONS[attempt.reason] : 'Left out on purpose.');
}

export interface HarmGroup {
  readonly harm: Harm;
  readonly title: string;
  readonly findings: readonly FindingView[];
  readonly components: readonly string[];
  readonly dataClasses: readonly string[];
  /** Largest margin X + Y − Z among its work items, in years. */
  readonly margin?: number;
}

/** Open findings in production code by the harm they do. */
export function exposedToday(view: View): readonly HarmGroup[] {
  const gated = view.open.filter(({ finding }) => finding.gated);
  return HARMS.flatMap((harm) => {
    const findings = gated.filter(({ finding }) => finding.harm === harm);
    if (findings.length === 0) return [];
    const margins = findings.flatMap(({ item }) => (item ? [item.risk.margin] : []));
    return {
      harm,
      title: HARM_WORDS[harm].title,
      findings,
      components: distinct(findings.map(({ occurrence }) => occurrence?.usage.component ?? '.')),
      dataClasses: distinct(findings.flatMap(({ finding }) => view.report.lifespans[finding.id]?.dataClasses ?? [])),
      ...(margins.length > 0 && { margin: Math.max(...margins) }),
    };
  });
}

export interface ProgressLine {
  readonly title: string;
  readonly safe: number;
  readonly total: number;
  /** Whole percent, rounded down: nothing is called done before it is. */
  readonly percent?: number;
}

export function progress({ verdict }: Report): readonly ProgressLine[] {
  return [
    { title: 'Key establishment', ...verdict.progress.keyEstablishment },
    { title: 'Signatures', ...verdict.progress.signatures },
  ].map((line) => (line.total > 0 ? { ...line, percent: Math.floor((100 * line.safe) / line.total) } : line));
}

export function progressText({ safe, total, percent }: ProgressLine): string {
  return total === 0 ? 'no use seen' : `${count(safe)} of ${count(total)} quantum-safe (${percent} %)`;
}

/** Open findings that can gate, per severity, worst first; then how many stand apart, which is no verdict on them. */
export function severityText({ open }: View): string {
  const counted = open.filter(({ finding }) => finding.gated);
  const parts = [...SEVERITIES].reverse().flatMap((one) => {
    const n = counted.filter(({ finding }) => finding.severity === one).length;
    return n > 0 ? [`${count(n)} ${one}`] : [];
  });
  const apart = open.length - counted.length;
  const rest = apart > 0 ? `; apart from ${count(apart)} in tests, examples or foreign code` : '';
  return `${parts.length > 0 ? parts.join(', ') : 'none'}${rest}`;
}

/** The verdict in one sentence. */
export function verdictText({ verdict }: Report): string {
  const threshold = verdict.failOn === 'never' ? 'no finding fails the gate' : `gate: ${verdict.failOn} and worse`;
  if (verdict.status === 'pass') return `Passed (${threshold}).`;
  if (verdict.status === 'incomplete')
    return `Incomplete: not everything that was named could be examined (${threshold}).`;
  return `Failed: ${plural(verdict.gating, 'finding')} at or above the threshold (${threshold}).`;
}

/** New, unchanged and fixed against a base; undefined where there is none. What is suppressed is neither. */
export function changeText(view: View): string | undefined {
  const changes = groupBy(view.open, ({ finding }) => finding.change ?? 'none');
  const fixed = view.report.fixed?.length ?? 0;
  if (!changes.has('new') && !changes.has('unchanged') && fixed === 0 && !view.report.base) return undefined;
  const against = view.report.base ? ` against ${view.report.base.name}` : '';
  return `${count(changes.get('new')?.length ?? 0)} new, ${count(changes.get('unchanged')?.length ?? 0)} unchanged, ${count(fixed)} fixed${against}`;
}

/** The change that stands for an item: the first step that says what to write; without a `before` a line is added. */
export function changeOf({ steps }: WorkItem): (Step & { readonly after: string }) | undefined {
  const said = steps.find(({ before, after }) => before !== undefined && after !== undefined);
  return (said ?? steps.find(({ after }) => after !== undefined)) as (Step & { readonly after: string }) | undefined;
}

/** Where the work of an item is, each place once: the lines that change; then those of findings that no step names. */
export function placesOf({ steps }: WorkItem, findings: readonly FindingView[]): readonly Place[] {
  const lines = steps.flatMap(({ location }): Place[] =>
    location ? [{ name: location.path, line: location.line, isFile: !location.path.includes('://') }] : [],
  );
  const known = new Map(lines.map((place) => [placeText(place), place]));
  const own = new Map(findings.map(({ place }) => [placeText(place), place]));
  const others = [...own].filter(([text]) => !known.has(text)).slice(0, Math.max(0, own.size - known.size));
  return [...known.values(), ...others.map(([, place]) => place)];
}

/** As many words as fit a width, then how many are left; their number where none does. Nothing is cut within a word. */
export function fitting(words: readonly string[], width: number): string {
  for (let shown = words.length; shown > 0; shown--) {
    const rest = words.length - shown;
    const text = `${words.slice(0, shown).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
    if (text.length <= width) return text;
  }
  return words.length > 1 ? `${words.length} kinds` : '';
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort(compare);
}
