import type { AgilityScore, Report, WorkItem } from '../../src/model/index.js';
import { libraries } from '../../src/report/select/readiness.js';
import { View } from '../../src/report/select/view.js';

/** One figure of a first page with the path in the JSON at which its value stands, and what it was made of. */
export interface Traced {
  readonly figure: string;
  readonly path: string;
  readonly inputs: readonly string[];
}

/** A line that holds figures which nothing in the JSON explains. */
export class Untraced extends Error {}

type Reader = (match: RegExpMatchArray, report: Report, page: Page) => readonly Traced[];

/** What was read before on the same page: the item that the following lines belong to. */
export interface Page {
  item?: WorkItem;
}

const HARMS = {
  'Harvest now, decrypt later': 'hndl',
  'Trust now, forge later': 'tnfl',
  'Weak without a quantum computer': 'classical',
  'To be settled': 'none',
} as const;

/** Every kind of line that a first page has, and where its figures are from. */
const LINES: readonly (readonly [RegExp, Reader])[] = [
  [/judged on (\d{4}-\d\d-\d\d)/i, ([, date], report) => [same(date, report.today, 'today', ['--today or the clock'])]],
  [
    /(?:^|Looked at:? ?)([\d,]+) files? \(([\d.]+) (B|kB|MB)\)/,
    ([, files, size, unit], { coverage }) => [
      same(files, coverage.files, 'coverage.files', ['attempts']),
      bytes(`${size} ${unit}`, coverage.bytes),
    ],
  ],
  [/^read in depth: (.*)$/, ([, list], report) => parsed(list!, report)],
  [
    /^(Harvest now, decrypt later|Trust now, forge later|Weak without a quantum computer|To be settled):? *([\d,]+) *in ([\d,]+) components?(?: ?[·,] ?([\d.]+) years? (too late already|left))?/,
    exposed,
  ],
  [
    /(Key establishment|Signatures):? .*?(\d+) of (\d+) quantum-safe \((\d+) %\)/,
    ([, title, safe, total, percent], { verdict }) => {
      const key = title === 'Signatures' ? 'signatures' : 'keyEstablishment';
      const { safe: s, total: t } = verdict.progress[key];
      const inputs = [`verdict.progress.${key}`, 'occurrences'];
      return [
        same(safe, s, `verdict.progress.${key}.safe`, inputs),
        same(total, t, `verdict.progress.${key}.total`, inputs),
        same(percent, Math.floor((100 * s) / t), `verdict.progress.${key}`, inputs),
      ];
    },
  ],
  [
    /(\d+) (?:library|libraries): (.*)$/,
    ([, total, rest], report) => {
      const all = libraries(new View(report));
      const parts = [...rest!.matchAll(/(?:^|, )(\d+) (?=without|capable|to be|not known)/g)].map((one) =>
        Number(one[1]),
      );
      if (parts.reduce((sum, one) => sum + one, 0) !== all.length) throw new Untraced(rest);
      return [same(total, all.length, 'assets[kind=library]', ['occurrences', 'rules/libraries'])];
    },
  ],
  [/^Agility +(.*) of 100(?:; (\d+) others? (?:is|are) easier to change)?$/, agility],
  [
    /Failed: (\d+) findings? at or above/,
    ([, n], { verdict }) => [same(n, verdict.gating, 'verdict.gating', ['findings', 'verdict.failOn'])],
  ],
  [/^Findings: (.*)$/i, ([, list], { verdict, findings }) => severities(list!, verdict, findings)],
  [
    /^Do first \((\d+) of (\d+)\)$/i,
    ([, , all], { plan }) => [same(all, plan.items.length, 'plan.items', ['findings'])],
  ],
];

/** The figures of one line with their paths. @throws Untraced where one has none */
export function traceLine(line: string, report: Report, page: Page): readonly Traced[] {
  const text = line.trim();
  if (!/\d/.test(text)) return [];
  for (const [pattern, read] of LINES) {
    const match = pattern.exec(text);
    if (match) return read(match, report, page);
  }
  const item = itemOf(text, report);
  if (item) {
    page.item = item;
    return factsOf(text, item);
  }
  if (page.item) {
    const reason = page.item.reason;
    if (text === reason) return reasonOf(reason, page.item, report);
    if (isPlaceOrChange(text, page.item, report)) return [];
    const facts = factsOf(text, page.item);
    if (facts.length > 0) return facts;
  }
  throw new Untraced(`no path for: ${text}`);
}

function itemOf(text: string, { plan }: Report): WorkItem | undefined {
  const number = /^(\d+)\.? /.exec(text)?.[1];
  const item = plan.items.find(({ priority }) => priority === Number(number));
  return item && text.includes(item.title) ? item : undefined;
}

/** `S, 0.5–2 days · by 2030-12-31`: effort and deadline with what they rest on. */
function factsOf(text: string, item: WorkItem): readonly Traced[] {
  const rest = text.replace(item.title, '').replace(item.component, '');
  const found: Traced[] = [];
  const days = /\b(?:XS|S|M|L|XL), ([\d.]+)(?:–([\d.]+))? days?/.exec(rest);
  if (days) {
    const inputs = [...item.effort.drivers, ...sources(item, 'remedy ')];
    found.push(same(days[1], item.effort.days[0], `${at(item)}.effort.days[0]`, inputs));
    found.push(same(days[2] ?? days[1], item.effort.days[1], `${at(item)}.effort.days[1]`, inputs));
  }
  const due = /\b(?:by|due since) (\d{4}-\d\d-\d\d)/.exec(rest);
  if (due) found.push(same(due[1], item.deadline, `${at(item)}.deadline`, sources(item, 'Z: ')));
  return found;
}

/** The sentence: X, Y and X + Y − Z, each equal to its figure in the JSON, which is made of figures with sources. */
function reasonOf(reason: string, item: WorkItem, report: Report): readonly Traced[] {
  const { risk } = item;
  const names = report.policies.map(({ short, title }) => short ?? title);
  const text = names.reduce(
    (left, name) => left.replace(name, ''),
    reason.replace(/X25519MLKEM768|TLS 1\.\d|ML-\w+-\d+/g, ''),
  );
  const found: Traced[] = [];
  for (const [whole, value, unit] of text.matchAll(/([\d.]+) (years?|months?)|(\d{4}-\d\d-\d\d)/g)) {
    if (value === undefined) {
      found.push(same(whole, risk.policyDate, `${at(item)}.risk.policyDate`, sources(item, 'Z: ')));
      continue;
    }
    const years = unit!.startsWith('month') ? Number(value) / 12 : Number(value);
    const near = (one: number) => Math.abs(one - years) < 0.05;
    const key = (['x', 'y'] as const).find(
      (one) => near(risk[one]) && !found.some(({ path }) => path.endsWith(`.${one}`)),
    );
    if (key)
      found.push({ figure: whole, path: `${at(item)}.risk.${key}`, inputs: sources(item, `${key.toUpperCase()}: `) });
    else if (near(Math.abs(risk.margin))) {
      const z = Math.min(risk.zThreat, risk.zPolicy ?? risk.zThreat);
      if (Math.abs(risk.x + risk.y - z - risk.margin) > 0.06) throw new Untraced(`X + Y − Z is not ${risk.margin}`);
      found.push({
        figure: whole,
        path: `${at(item)}.risk.margin`,
        inputs: ['X', 'Y', 'Z'].flatMap((one) => sources(item, `${one}: `)),
      });
    } else throw new Untraced(`${whole} in: ${reason}`);
  }
  const left = text.replace(/[\d.]+ (?:years?|months?)|\d{4}-\d\d-\d\d|\d+ other kinds? of data/g, '');
  if (/\d/.test(left) && !report.rules.some(({ title }) => /\d/.test(title) && reason.startsWith(title))) {
    const waiting = /^(\d+) items? of this plan/.exec(left);
    if (!waiting || Number(waiting[1]) !== item.unblocks.length) throw new Untraced(`${left} in: ${reason}`);
  }
  return found;
}

/** What the figure of an item rests on: entries of `because` with a source, or marked as assumed. @throws Untraced without one */
function sources(item: WorkItem, prefix: string): readonly string[] {
  const all = [...item.because, ...item.risk.because].filter(({ text }) => text.startsWith(prefix));
  const grounded = all.filter(({ source, assumed }) => source !== undefined || assumed);
  if (grounded.length === 0)
    throw new Untraced(`${item.id}: no source for "${prefix}": ${all.map(({ text }) => text).join(' | ')}`);
  return grounded.map(({ text, source }) => `${text} (${source ?? 'assumed'})`);
}

/** A line of code, a change and a place hold figures of their own: what is left beside them must hold none. */
function isPlaceOrChange(text: string, item: WorkItem, report: Report): boolean {
  const own = item.findings.flatMap((id) => report.findings.filter((one) => one.id === id));
  const places = own.map(({ occurrence }) => report.occurrences[occurrence]!.evidence.location);
  const known = [...places, ...item.steps.flatMap(({ location }) => location ?? [])].map((one) =>
    'path' in one ? `${one.path}${one.line ? `:${one.line}` : ''}` : one.endpoint,
  );
  const parts = [...item.steps.flatMap((step) => [step.text, step.before ?? '', step.after ?? '']), ...known]
    .map(marks)
    .filter((one) => one !== '')
    .sort((one, other) => other.length - one.length);
  const line = marks(text).replace(/^[-+] /, '');
  if (line.endsWith('…') && parts.some((one) => one.startsWith(line.slice(0, -1)))) return true;
  const left = parts.reduce((rest, one) => rest.replaceAll(one, ''), line);
  const further = / and (\d+) more$/.exec(left);
  if (further)
    return Number(further[1]) < Math.max(own.length, item.steps.length) && !/\d/.test(left.replace(further[0], ''));
  return !/\d/.test(left);
}

/** Without what Markdown and HTML write otherwise. */
function marks(text: string): string {
  return text
    .replace(/[*`\\]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function exposed(match: RegExpMatchArray, report: Report): readonly Traced[] {
  const harm = HARMS[match[1] as keyof typeof HARMS];
  const own = report.findings.filter((one) => one.harm === harm && one.gated && !one.suppression);
  const components = new Set(own.map(({ occurrence }) => report.occurrences[occurrence]!.usage.component ?? '.'));
  const found = [
    same(match[2], own.length, `findings[harm=${harm}]`, ['occurrences', 'rules']),
    same(match[3], components.size, 'occurrences[].usage.component', ['paths of the tree']),
  ];
  if (match[4] === undefined) return found;
  const ids = new Set(own.map(({ id }) => id));
  const margins = report.plan.items
    .filter(({ findings }) => findings.some((id) => ids.has(id)))
    .map(({ risk }) => risk.margin);
  const sign = match[5] === 'left' ? -1 : 1;
  return [
    ...found,
    same(match[4], sign * Math.max(...margins), 'max(plan.items[].risk.margin)', ['plan.items[].risk.because']),
  ];
}

function agility([, list, others]: RegExpMatchArray, { plan }: Report): readonly Traced[] {
  const shown = list!.split(', ').map((one) => /^(.*) (\d+)$/.exec(one)!);
  const found = shown.map(([, component, score]) => {
    const own = plan.agility.find((one) => one.component === component) as AgilityScore;
    const sum = own.facts.reduce((total, { effect }) => total + effect, 100);
    if (Math.max(0, sum) !== own.score) throw new Untraced(`the facts of ${component} give ${sum}, not ${own.score}`);
    return same(
      score,
      own.score,
      `plan.agility[${component}].score`,
      own.facts.map(({ fact }) => fact),
    );
  });
  return others === undefined
    ? found
    : [...found, same(others, plan.agility.length - shown.length, 'plan.agility', [])];
}

function parsed(list: string, { coverage }: Report): readonly Traced[] {
  const all = Object.entries(coverage.parsed);
  const named = list
    .replace(/\.$/, '')
    .split(' · ')
    .map((one) => /^(.*) ([\d,]+)$/.exec(one)!);
  const known = new Set(named.map(([, id]) => id));
  return named.map(([, id, n]) => {
    const rest = all.filter(([one]) => !known.has(one)).reduce((sum, [, count]) => sum + count, 0);
    return same(n, id === 'others' ? rest : coverage.parsed[id!], `coverage.parsed.${id}`, ['attempts']);
  });
}

function severities(list: string, verdict: Report['verdict'], findings: Report['findings']): readonly Traced[] {
  const open = findings.filter(({ gated, suppression }) => gated && !suppression);
  return [...list.matchAll(/(\d+) (critical|high|medium|low|info)/g)].map(([, n, severity]) => {
    const own = open.filter((one) => one.severity === severity).length;
    return same(n, own, `verdict.bySeverity.${severity}`, [JSON.stringify(verdict.bySeverity)]);
  });
}

function same(
  figure: string | undefined,
  value: number | string | undefined,
  path: string,
  inputs: readonly string[],
): Traced {
  if (figure === undefined || figure.replaceAll(',', '') !== String(value))
    throw new Untraced(`${path} is ${value}, the page says ${figure}`);
  return { figure, path, inputs };
}

function bytes(figure: string, value: number): Traced {
  const [size, unit] = figure.split(' ');
  const scale = { B: 1, kB: 1e3, MB: 1e6 }[unit as 'B' | 'kB' | 'MB'];
  if (Math.abs(Number(size) * scale - value) > scale / 2)
    throw new Untraced(`coverage.bytes is ${value}, the page says ${figure}`);
  return { figure, path: 'coverage.bytes', inputs: ['attempts'] };
}

function at({ id }: WorkItem): string {
  return `plan.items[${id}]`;
}
