import type { Reporter } from '../reporter.js';
import { agility } from '../select/agility.js';
import { visible } from '../select/escape.js';
import { libraries, readinessText } from '../select/readiness.js';
import {
  attemptText,
  changeText,
  coverageText,
  exposedToday,
  fitting,
  parsedText,
  progress,
  progressText,
  severityText,
  unexamined,
  verdictText,
} from '../select/summary.js';
import { placeText, View } from '../select/view.js';
import { componentName, count, HARM_WORDS, margin, plural, TOP_COMPONENT } from '../select/words.js';
import { endpointLines } from './endpoints.js';
import { allFindings } from './findings.js';
import { firstWork } from './first-work.js';
import { clip, clipFront, Paint, wrap } from './paint.js';

/** One screen: what was looked at, what is exposed, what to do first, how far along, what gates. */
export const terminal: Reporter = {
  id: 'terminal',
  title: 'One screen for people; -v for everything',
  extension: '.txt',
  render(report, options) {
    const paint = new Paint(options);
    const view = new View(report);
    const sections = [
      header(view, paint),
      lookedAt(view, paint, options.verbose === true),
      endpointLines(view, paint, options.verbose === true),
      exposed(view, paint),
      firstWork(view, paint, options.verbose ? Number.POSITIVE_INFINITY : 5),
      howFar(view, paint),
      ...(options.verbose ? [allFindings(view, paint)] : []),
      gate(view, paint),
    ];
    return `${sections
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n')}\n`;
  },
};

function header({ report }: View, paint: Paint): string[] {
  const left = `qday ${report.tool.version}`;
  const right = `judged on ${report.today}`;
  const targets = clip(report.targets.join(' '), paint.width - left.length - right.length - 6);
  return [`${paint.bold(left)}  ${targets}  ${paint.dim(right)}`];
}

function lookedAt({ report }: View, paint: Paint, verbose: boolean): string[] {
  const lines = [paint.heading('Looked at'), `  ${coverageText(report)}`];
  const parsed = parsedText(report, verbose ? 100 : 6);
  if (parsed)
    for (const line of wrap(`read in depth: ${parsed.replace(/(?<!·) /g, '\u00a0')}`, paint.width - 2))
      lines.push(`  ${paint.dim(line.replaceAll('\u00a0', ' '))}`);
  const missing = unexamined(report);
  if (missing.length === 0) return [...lines, `  ${paint.good('everything could be examined')}`];
  const total = missing.reduce((sum, [, list]) => sum + list.length, 0);
  lines.push(paint.warn(`  could not be examined fully: ${count(total)}`));
  const shown = verbose ? missing : missing.slice(0, 3);
  for (const [reason, attempts] of shown) {
    const each = verbose ? attempts : attempts.slice(0, 1);
    for (const attempt of each) {
      const more = !verbose && attempts.length > 1 ? ` and ${count(attempts.length - 1)} more` : '';
      const where = clipFront(attempt.target, 40) + more;
      lines.push(`    ${reason.padEnd(14)} ${where}`);
      if (verbose || attempts.length === 1)
        for (const line of wrap(attemptText(attempt), paint.width - 19))
          lines.push(`${' '.repeat(19)}${paint.dim(line)}`);
    }
  }
  if (missing.length > shown.length)
    lines.push(paint.dim(`    and ${plural(missing.length - shown.length, 'more reason')}: -v`));
  return lines;
}

function exposed(view: View, paint: Paint): string[] {
  const groups = exposedToday(view);
  const lines = [paint.heading('Exposed today')];
  if (groups.length === 0) {
    const nothing =
      view.report.assets.length === 0 ? 'no cryptography was found' : paint.good('no open finding in production code');
    return [...lines, `  ${nothing}`];
  }
  const wide = Math.max(...groups.map(({ title }) => title.length));
  const digits = Math.max(...groups.map(({ findings }) => count(findings.length).length));
  for (const group of groups) {
    const worst = group.findings[0]!;
    const n = count(group.findings.length).padStart(digits);
    const facts = [
      `in ${plural(group.components.length, 'component')}`,
      ...(group.margin !== undefined && (group.harm === 'hndl' || group.harm === 'tnfl') ? [margin(group.margin)] : []),
    ].join(' · ');
    const room = paint.width - wide - digits - 6;
    const classes = fitting(group.dataClasses, room - facts.length - 3);
    const label = paint.severity(worst.finding.severity, group.title.padEnd(wide));
    lines.push(`  ${label}  ${paint.bold(n)}  ${clip(classes ? `${facts} · ${classes}` : facts, room)}`);
  }
  for (const { harm } of groups.slice(0, 1)) lines.push(paint.dim(`  ${clip(HARM_WORDS[harm].why, paint.width - 2)}`));
  return lines;
}

function howFar(view: View, paint: Paint): string[] {
  const lines = progress(view.report).map((line) => {
    const bar = line.total > 0 ? `${paint.bar(line.safe / line.total)}  ` : '';
    return `  ${line.title.padEnd(18)} ${bar}${progressText(line)}`;
  });
  const standing = readinessText(libraries(view));
  if (standing)
    for (const [i, line] of wrap(standing, paint.width - 21).entries())
      lines.push(`  ${(i === 0 ? 'Libraries' : '').padEnd(18)} ${line}`);
  const hard = agility(view).filter(({ score }) => score < 100);
  if (hard.length > 0) {
    const one = view.report.plan.agility.length === 1 && hard[0]?.component === TOP_COMPONENT;
    const shown = hard
      .slice(0, 3)
      .map(({ component, score }) => (one ? `${score}` : `${componentName(component)} ${score}`));
    const rest = view.report.plan.agility.length - shown.length;
    const others = rest > 0 ? `; ${plural(rest, 'other is', 'others are')} easier to change` : '';
    lines.push(`  ${'Agility'.padEnd(18)} ${clip(`${shown.join(', ')} of 100${others}`, paint.width - 21)}`);
  }
  return [paint.heading('How far along'), ...lines];
}

function gate(view: View, paint: Paint): string[] {
  const { report } = view;
  const { verdict } = report;
  const colour = verdict.status === 'pass' ? paint.good : verdict.status === 'findings' ? paint.bad : paint.warn;
  const lines = [paint.heading('Gate'), `  ${colour(verdictText(report))}`, `  findings: ${severityText(view)}`];
  const change = changeText(view);
  if (change) lines.push(`  ${clip(change, paint.width - 2)}`);
  for (const past of (report.fixed ?? []).slice(0, 3))
    lines.push(
      paint.good(
        `    fixed: ${clip(`${past.message} ${placeText({ name: past.place, line: past.line })}`, paint.width - 11)}`,
      ),
    );
  if (view.suppressed.length > 0) lines.push(paint.dim(`  ${count(view.suppressed.length)} suppressed with a reason`));
  for (const notice of report.notices)
    for (const [i, line] of wrap(notice, paint.width - 4).entries())
      lines.push(paint.warn(`  ${i === 0 ? '! ' : '  '}${line}`));
  return lines.map((line) => line.trimEnd()).filter((line) => visible(line) !== '');
}
