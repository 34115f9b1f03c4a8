import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/index.js';
import { html } from '../../src/report/html/html.js';
import { markdown } from '../../src/report/markdown.js';
import { terminal } from '../../src/report/terminal/terminal.js';
import { type Page, type Traced, traceLine, Untraced } from '../support/first-page.js';
import { scanRepo, THEMES } from '../support/theme-repos.js';

const reports = new Map<string, Report>();

beforeAll(async () => {
  // As saved: what the JSON does not hold cannot explain a figure.
  for (const name of THEMES) reports.set(name, JSON.parse(JSON.stringify(await scanRepo(name))) as Report);
});

/** The whole screen at its widest; sentences that are wrapped all the same are put together again. */
function terminalLines(report: Report): readonly string[] {
  const words = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s+');
  const screen = terminal.render(report, { width: 4000 });
  const unwrapped = report.plan.items.reduce(
    (text, { reason }) => text.replace(new RegExp(words(reason), 'g'), () => reason),
    screen,
  );
  return unwrapped.split('\n');
}

/** Markdown up to the tables that are folded away. */
function markdownLines(report: Report): readonly string[] {
  const [first] = markdown.render(report, {}).split('<details>');
  return first!.split('\n').flatMap((line) => lineParts(plain(line), report));
}

/** The summary and the first five items of the page. */
function htmlLines(report: Report): readonly string[] {
  const page = html.render(report, {});
  const section = (id: string) => new RegExp(`<section id="${id}"[\\s\\S]*?</section>`).exec(page)![0];
  const work = section('work')
    .split('<details><summary>The other')[0]!
    .replace(/<details>[\s\S]*?<\/details>/g, '');
  const numbered = (() => {
    let n = 0;
    return work.replace(/<li><h3>/g, () => `<li><h3>${++n}. `);
  })();
  return [
    section('summary')
      .replace(/<\/h3><p class="figure">/g, ' ')
      .replace(/<\/p><p>/g, ' '),
    numbered,
  ]
    .join('\n')
    .replace(/<h2[\s\S]*?<\/h2>/g, '')
    .replace(/<svg[\s\S]*?<\/svg>/g, '')
    .replace(/<\/(?:p|li|h3|pre|div|ul)>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .split('\n')
    .flatMap((line) => lineParts(plain(line), report));
}

/** Text without the marks of Markdown and the entities of HTML. */
function plain(line: string): string {
  return line
    .replace(/\*\*|`|<\/?sub>|^#+ |^- /g, '')
    .replace(/\\([\\`*_{}[\]()#+.!<>|~-])/g, '$1')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/^qday: /, '')
    .trim();
}

/** Formats that put an item's head, reason and place on one line: each by itself. */
function lineParts(line: string, { plan }: Report): readonly string[] {
  const item = plan.items.find(({ reason, priority }) => line.startsWith(`${priority}. `) && line.includes(reason));
  if (!item) return [line];
  const [head, tail] = line.split(item.reason) as [string, string];
  return [
    head,
    item.reason,
    ...tail
      .trim()
      .split(/\.$/)
      .filter(Boolean)
      .map((one) => one.replace(/ and (\d+) more$/, '  and $1 more')),
  ];
}

describe.each([
  ['terminal', terminalLines],
  ['markdown', markdownLines],
  ['html', htmlLines],
] as const)('every figure of the first page is in the JSON, with what it rests on: %s', (_format, linesOf) => {
  it.each(THEMES)('%s', (name) => {
    const report = reports.get(name)!;
    const page: Page = {};
    const traced: Traced[] = [];
    const untraced: string[] = [];
    for (const line of linesOf(report)) {
      try {
        traced.push(...traceLine(line, report, page));
      } catch (error) {
        if (!(error instanceof Untraced)) throw error;
        untraced.push(error.message);
      }
    }
    expect(untraced).toEqual([]);
    expect(traced.length).toBeGreaterThan(15);
    for (const item of report.plan.items.slice(0, 5))
      expect(traced.map(({ path }) => path)).toContain(`plan.items[${item.id}].effort.days[0]`);
  });
});

it('a figure that is not in the JSON is noticed', () => {
  const report = reports.get(THEMES[0]!)!;
  const wrong = terminalLines(report).map((line) => line.replace(/(\d+) files/, '99$1 files'));
  expect(() => wrong.map((line) => traceLine(line, report, {}))).toThrow(Untraced);
});
