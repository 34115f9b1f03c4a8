import { groupBy } from '../basics/groups.js';
import type { WorkItem } from '../model/index.js';
import type { RenderOptions, Reporter } from './reporter.js';
import { agility, agilityFacts } from './select/agility.js';
import { endpoints } from './select/endpoints.js';
import { markdownCode as code, markdown as text } from './select/escape.js';
import { LinkWords } from './select/link-words.js';
import { libraries, readinessText, STANDING_WORDS } from './select/readiness.js';
import {
  attemptText,
  changeOf,
  changeText,
  coverageText,
  exposedToday,
  parsedText,
  placesOf,
  progress,
  progressText,
  severityText,
  unexamined,
  verdictText,
} from './select/summary.js';
import { type FindingView, type Place, placeText, View } from './select/view.js';
import { componentName, count, due, effort, HARM_WORDS, margin, plural, SUPPRESSED_BY } from './select/words.js';

/** A comment of a code host holds 65,536 characters; tables are cut well before, and say so. */
const BUDGET = 60_000;
const ROWS = 50;

/** Fits a pull-request comment and a job summary. */
export const markdown: Reporter = {
  id: 'markdown',
  title: 'Markdown for a pull-request comment or a job summary',
  extension: '.md',
  render(report, options) {
    const view = new View(report);
    const where = (place: Place) => linked(place, options);
    const sections = [
      `## qday: ${text(verdictText(report))}`,
      facts(view),
      endpointTable(view),
      newFindings(view, where),
      firstWork(view, where),
      libraryTable(view),
      agilityTable(view),
      table(view, where),
      standingApart(view),
      suppressed(view, where),
      unread(view),
      `<sub>qday ${text(report.tool.version)}, rules ${text(report.tool.rules.slice(0, 12))}, judged on ${text(report.today)}</sub>`,
    ];
    return `${withinBudget(sections.filter(Boolean))}\n`;
  },
};

/** What each live endpoint speaks, a row each. */
function endpointTable(view: View): string {
  const all = endpoints(view);
  if (all.length === 0) return '';
  const rows = all
    .slice(0, ROWS)
    .map(
      ({ url, protocol, state }) =>
        `| ${code(url)} | ${text(protocol.versions.join(', '))} | ${text(protocol.groups.slice(0, 4).join(', '))} | ${text(state)} |`,
    );
  return `### Endpoints\n\n| endpoint | versions | key exchange, preferred first | state |\n|---|---|---|---|\n${rows.join('\n')}${more(all.length, ROWS)}`;
}

type Where = (place: Place) => string;

function facts(view: View): string {
  const { report } = view;
  const lines = [`**Looked at:** ${coverageText(report)}`, `**Findings:** ${severityText(view)}`];
  if (parsedText(report)) lines[0] += ` (${text(parsedText(report))})`;
  const change = changeText(view);
  if (change) lines.push(`**Change:** ${text(change)}`);
  for (const { title, findings, components, margin: left, harm } of exposedToday(view)) {
    const late = left !== undefined && harm !== 'classical' && harm !== 'none' ? `, ${margin(left)}` : '';
    lines.push(`**${title}:** ${count(findings.length)} in ${plural(components.length, 'component')}${late}`);
  }
  for (const line of progress(report)) lines.push(`**${line.title}:** ${progressText(line)}`);
  const standing = readinessText(libraries(view));
  if (standing) lines.push(`**Libraries:** ${text(standing)}`);
  for (const notice of report.notices) lines.push(`**Note:** ${text(notice)}`);
  return lines.map((line) => `- ${line}`).join('\n');
}

function newFindings(view: View, where: Where): string {
  if (!view.report.base) return '';
  const added = view.open.filter(({ finding }) => finding.gated && finding.change === 'new');
  const fixed = view.report.fixed ?? [];
  const blocks: string[] = [];
  if (added.length > 0) blocks.push(`### New\n\n${findingTable(added, { view, where })}`);
  if (fixed.length > 0) {
    const rows = fixed
      .slice(0, ROWS)
      .map(
        ({ message, place, line, ruleId }) =>
          `- ${text(message)} ${code(placeText({ name: place, line }))} (${code(ruleId)})`,
      );
    blocks.push(`### Fixed\n\n${rows.join('\n')}${more(fixed.length, ROWS)}`);
  }
  return blocks.join('\n\n');
}

function firstWork(view: View, where: Where): string {
  const items = view.items.slice(0, 5);
  if (items.length === 0) return '';
  return `### Do first\n\n${items.map((item) => workItem(item, view, where)).join('\n')}`;
}

function workItem(item: WorkItem, view: View, where: Where): string {
  const terms = [effort(item), ...due(item, view.report.today), ...(item.owner ? [item.owner] : [])];
  const places = placesOf(item, view.findingsOf(item));
  const at = places[0]
    ? ` ${where(places[0])}${places.length > 1 ? ` and ${count(places.length - 1)} more` : ''}.`
    : '';
  const change = changeOf(item);
  const before = change?.before === undefined ? 'add ' : `${code(change.before)} → `;
  const diff = change ? `\n   - ${before}${code(change.after)}` : '';
  return `${item.priority}. **${text(item.title)}** (${text(componentName(item.component))}; ${text(terms.join('; '))}). ${text(item.reason)}${at}${diff}`;
}

/** Libraries that something is to be done about; those that are ready or unknown are only counted. */
function libraryTable(view: View): string {
  const all = libraries(view).filter(({ standing }) => standing !== 'ready' && standing !== 'unknown');
  if (all.length === 0) return '';
  const rows = all.slice(0, ROWS).map(({ name, standing, what, places }) => {
    const more = places.length > 1 ? ` and ${count(places.length - 1)} more` : '';
    return `| ${code(name)} | ${STANDING_WORDS[standing]} | ${text(what)} | ${code(places[0] ?? '')}${more} |`;
  });
  return `<details><summary>Libraries (${count(all.length)})</summary>\n\n| library | standing | what | place |\n|---|---|---|---|\n${rows.join('\n')}${more(all.length, ROWS)}\n\n</details>`;
}

/** How easily each component changes its cryptography, and what would raise that most. */
function agilityTable(view: View): string {
  const all = agility(view);
  if (all.length === 0) return '';
  const rows = all
    .slice(0, 10)
    .map(
      (one) =>
        `| ${code(componentName(one.component))} | ${one.score} | ${text(agilityFacts(one))} | ${one.improvements.map((each, at) => `${at + 1}. ${text(each)}`).join(' ')} |`,
    );
  return `<details><summary>Agility, hardest to change first (${count(all.length)})</summary>\n\n| component | of 100 | what costs points | what would raise it most |\n|---|---|---|---|\n${rows.join('\n')}${more(all.length, 10)}\n\n</details>`;
}

function table(view: View, where: Where): string {
  const rest = view.open.filter(({ finding }) => finding.gated && (!view.report.base || finding.change !== 'new'));
  if (rest.length === 0) return view.open.length === 0 ? 'No open finding.' : '';
  const title = view.report.base ? 'Unchanged findings' : 'Findings';
  return `<details><summary>${title} (${count(rest.length)})</summary>\n\n${findingTable(rest, { view, where })}\n\n</details>`;
}

/** Tests, examples and foreign code by rule: their places are in the other formats. */
function standingApart(view: View): string {
  const apart = view.open.filter(({ finding }) => !finding.gated);
  if (apart.length === 0) return '';
  const rows = [...groupBy(apart, ({ rule }) => rule.id)]
    .slice(0, ROWS)
    .map(([id, findings]) => `| ${code(id)} | ${text(findings[0]!.rule.title)} | ${count(findings.length)} |`);
  return `<details><summary>In tests, examples and foreign code, not gated (${count(apart.length)})</summary>\n\n| rule | what | places |\n|---|---|---|\n${rows.join('\n')}\n\n</details>`;
}

interface Table {
  readonly view: View;
  readonly where: Where;
}

function findingTable(findings: readonly FindingView[], { view, where }: Table): string {
  const links = new LinkWords(view);
  const rows = findings.slice(0, ROWS).map((one) => {
    const { finding, place } = one;
    const [policy] = one.policies;
    const due = policy ? `${policy.title}${policy.from ? ` (${policy.from})` : ''}` : '';
    return `| ${finding.severity} | ${where(place)} | ${[finding.message, links.of(one).join('; ')].filter(Boolean).map(text).join('<br>')} | ${HARM_WORDS[finding.harm].short} | ${text(due)} |`;
  });
  return `| severity | place | what | harm | policy |\n|---|---|---|---|---|\n${rows.join('\n')}${more(findings.length, ROWS)}`;
}

function suppressed(view: View, where: Where): string {
  if (view.suppressed.length === 0) return '';
  const rows = view.suppressed.slice(0, ROWS).map(({ finding, place, rule }) => {
    const { by, reason, owner, until } = finding.suppression!;
    return `| ${where(place)} | ${code(rule.id)} | ${text(reason)} | ${SUPPRESSED_BY[by]} | ${text(owner ?? '')} | ${text(until ?? '')} |`;
  });
  return `<details><summary>Suppressed (${count(view.suppressed.length)})</summary>\n\n| place | rule | reason | by | owner | until |\n|---|---|---|---|---|---|\n${rows.join('\n')}${more(view.suppressed.length, ROWS)}\n\n</details>`;
}

function unread({ report }: View): string {
  const groups = unexamined(report);
  if (groups.length === 0) return 'Everything that was named could be examined.';
  const attempts = groups.flatMap(([reason, list]) => list.map((attempt) => ({ reason, attempt })));
  const rows = attempts
    .slice(0, ROWS)
    .map(
      ({ reason, attempt }) =>
        `| ${code(attempt.target)} | ${attempt.status} | ${reason} | ${text(attemptText(attempt))} |`,
    );
  return `<details><summary>Could not be examined fully (${count(attempts.length)})</summary>\n\n| target | how far | reason | what |\n|---|---|---|---|\n${rows.join('\n')}${more(attempts.length, ROWS)}\n\n</details>`;
}

function more(total: number, shown: number): string {
  return total > shown ? `\n\n… and ${plural(total - shown, 'more', 'more')}; the other formats hold them all.` : '';
}

/** A place as code, linked to the source at the scanned commit when its address is known. */
function linked(place: Place, { sourceUrl, prefix }: RenderOptions): string {
  const label = code(placeText(place));
  if (!sourceUrl || !place.isFile || place.name.includes('!/')) return label;
  const path = encodeURI(prefix ? `${prefix}/${place.name}` : place.name).replace(
    /[()#?]/g,
    (c) => `%${c.charCodeAt(0).toString(16)}`,
  );
  return `[${label}](${sourceUrl}/${path}${place.line ? `#L${place.line}` : ''})`;
}

/** Drops whole sections from the end until the comment fits; says that it did. */
function withinBudget(sections: readonly string[]): string {
  const kept = [...sections];
  while (kept.join('\n\n').length > BUDGET && kept.length > 2) kept.splice(kept.length - 2, 1);
  if (kept.length < sections.length) kept.push('Sections were left out to fit the size limit of a comment.');
  const whole = kept.join('\n\n');
  return whole.length > BUDGET ? `${whole.slice(0, BUDGET)}…` : whole;
}
