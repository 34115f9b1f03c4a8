import type { AlgorithmAsset, Finding, Harm, Report, Severity } from '../model/index.js';
import type { RenderOptions } from './reporter.js';
import { isUse, placeOf, placeText, policyText, View } from './select/view.js';
import { HARM_WORDS, margin, plural, QUANTUM_WORDS, years } from './select/words.js';
import { clip, Paint, wrap } from './terminal/paint.js';

/** A rule with who demands it and what to do: joined from the knowledge by the caller. */
export interface RuleBackground {
  readonly rule: {
    readonly id: string;
    readonly title: string;
    readonly why: string;
    readonly severity: Severity;
    readonly harm: Harm;
    readonly citations: readonly { readonly text: string; readonly url?: string }[];
  };
  readonly demands: readonly {
    readonly title: string;
    readonly draft: boolean;
    readonly from?: string;
    readonly status: string;
    readonly citation: string;
  }[];
  readonly remedies: readonly {
    readonly id: string;
    readonly title?: string;
    readonly change?: string;
    readonly before?: string;
    readonly after?: string;
    readonly source?: string;
  }[];
}

const PLACES = 20;

/** Why, on whose authority, from when, what to do, and the places of a report. */
export function explainRule(
  { rule, demands, remedies }: RuleBackground,
  report: Report | undefined,
  options: RenderOptions,
): string {
  const paint = new Paint(options);
  const lines = [
    `${paint.bold(rule.title)}  ${paint.dim(rule.id)}`,
    ...indented(rule.why.trim().replace(/\s+/g, ' '), paint),
  ];
  lines.push(
    `  ${paint.severity(rule.severity, rule.severity)} · ${HARM_WORDS[rule.harm].title}`,
    '',
    paint.heading('Who says so'),
  );
  const sorted = [...demands].sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1));
  for (const { title, draft, from, status, citation } of sorted) {
    lines.push(
      `  ${(from ?? 'now').padEnd(10)}  ${status.padEnd(11)} ${clip(title + (draft && !/draft/i.test(title) ? ' (draft)' : ''), paint.width - 28)}`,
    );
    for (const line of wrap(citation, paint.width - 26)) lines.push(`${' '.repeat(26)}${paint.dim(line)}`);
  }
  for (const { text, url } of rule.citations) lines.push(...indented(url ? `${text}: ${url}` : text, paint));
  if (remedies.length > 0) lines.push('', paint.heading('What to do'));
  for (const remedy of remedies) lines.push(...remedyLines(remedy, paint));
  if (report) {
    const found = new View(report).findings.filter(({ finding }) => finding.ruleId === rule.id);
    lines.push('', paint.heading(`Places (${plural(found.length, 'finding')})`));
    for (const { finding, place } of found.slice(0, PLACES))
      lines.push(
        `  ${clip(placeText(place), paint.width - 26)}  ${paint.dim(`${finding.fingerprint.slice(0, 12)}${finding.suppression ? ' suppressed' : ''}`)}`,
      );
    if (found.length > PLACES) lines.push(paint.dim(`  and ${found.length - PLACES} more`));
  }
  return `${lines.join('\n')}\n`;
}

/** What an algorithm is and what a quantum computer does to it. */
export function explainAlgorithm(
  asset: AlgorithmAsset,
  family: { readonly name: string; readonly standard: string; readonly source: string },
  report: Report | undefined,
  options: RenderOptions,
): string {
  const paint = new Paint(options);
  const lines = [
    `${paint.bold(asset.name)}  ${paint.dim(`${asset.primitive}, family ${family.name}`)}`,
    `  ${QUANTUM_WORDS[asset.quantum]}`,
    ...(asset.classicalSecurityLevel === undefined
      ? []
      : [`  classical strength: ${asset.classicalSecurityLevel} bits`]),
    ...(asset.nistQuantumSecurityLevel === undefined
      ? []
      : [`  NIST category: ${asset.nistQuantumSecurityLevel === 0 ? 'none met' : asset.nistQuantumSecurityLevel}`]),
    ...indented(`Standard: ${family.standard}`, paint),
    ...indented(`Source: ${family.source}`, paint),
  ];
  if (report) {
    const ids = new Set(
      report.assets
        .filter((one) => one.kind === 'algorithm' && (one.name === asset.name || one.id === asset.id))
        .map(({ id }) => id),
    );
    const seen = report.occurrences.filter(({ asset: id }) => ids.has(id));
    lines.push('', paint.heading(`Places (${plural(seen.filter(isUse).length, 'use')})`));
    for (const { evidence, usage } of seen.slice(0, PLACES))
      lines.push(
        `  ${clip(placeText(placeOf(evidence.location)), paint.width - 30)}  ${paint.dim(isUse({ usage }) ? usage.purpose : 'decides')}`,
      );
    if (seen.length > PLACES) lines.push(paint.dim(`  and ${seen.length - PLACES} more`));
  }
  return `${lines.join('\n')}\n`;
}

/** One finding with all that is known about it. */
export function explainFinding(
  report: Report,
  { id }: Finding,
  background: RuleBackground | undefined,
  options: RenderOptions,
): string {
  const paint = new Paint(options);
  const { finding, place, occurrence, item, rule, policies } = new View(report).finding(id)!;
  const lifespan = report.lifespans[id];
  const lines = [
    `${paint.severity(finding.severity, finding.severity)}  ${paint.bold(clip(placeText(place), paint.width - 12))}`,
    ...indented(finding.message, paint),
    ...(occurrence?.evidence.excerpt ? [paint.dim(`  ${clip(occurrence.evidence.excerpt, paint.width - 2)}`)] : []),
    ...(occurrence?.evidence.decidedAt ?? []).map(({ what, location: at }) =>
      paint.dim(`  ${what} decided at ${clip(placeText(placeOf(at)), paint.width - what.length - 14)}`),
    ),
    `  ${rule.id} · ${Math.round(finding.confidence * 100)} % sure · ${HARM_WORDS[finding.harm].title} · ${finding.fingerprint}`,
    ...(finding.suppression
      ? indented(
          `Suppressed: ${finding.suppression.reason} (${finding.suppression.at ?? finding.suppression.by})`,
          paint,
        )
      : []),
    ...indented(rule.why.trim().replace(/\s+/g, ' '), paint),
  ];
  for (const one of policies) lines.push(...indented(`${policyText(one)}. ${one.citation}`, paint));
  for (const { text, assumed } of lifespan?.because ?? [])
    lines.push(...indented(`${assumed ? 'Assumed: ' : ''}${text}`, paint));
  if (item) {
    const { risk } = item;
    lines.push('', paint.heading('What to do'), ...indented(`${item.priority}. ${item.title}: ${item.reason}`, paint));
    lines.push(
      ...indented(
        `X ${years(risk.x)} + Y ${years(risk.y)} − Z: ${margin(risk.margin)}; start by ${risk.startBy}`,
        paint,
      ),
    );
    for (const step of item.steps)
      lines.push(...remedyLines({ id: step.text, before: step.before, after: step.after }, paint));
  } else {
    const remedy = background?.remedies.find((one) => one.id === finding.remedy);
    if (remedy) lines.push('', paint.heading('What to do'), ...remedyLines(remedy, paint));
  }
  return `${lines.join('\n')}\n`;
}

function remedyLines({ id, title, change, before, after }: RuleBackground['remedies'][number], paint: Paint): string[] {
  return [
    ...indented(title ?? id, paint),
    ...(change ? indented(change, paint).map((line) => paint.dim(`  ${line}`)) : []),
    ...(before === undefined ? [] : [paint.bad(`    - ${clip(before, paint.width - 6)}`)]),
    ...(after === undefined ? [] : [paint.good(`    + ${clip(after, paint.width - 6)}`)]),
  ];
}

function indented(text: string, paint: Paint): string[] {
  return wrap(text, paint.width - 2).map((line) => `  ${line}`);
}
