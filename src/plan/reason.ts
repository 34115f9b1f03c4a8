import type { Exposure, Finding, Lifespan, Risk } from '../model/index.js';

export interface ReasonInput {
  readonly finding: Finding;
  readonly lifespan: Lifespan | undefined;
  readonly risk: Risk;
  readonly ruleTitle: string;
  /** Data class → how a sentence names it. */
  readonly phrases: ReadonlyMap<string, string>;
}

/** One or two sentences: why the item stands where it stands. Every figure in them is one of the risk. */
export function reasonOf(input: ReasonInput): string {
  const { finding, lifespan, risk, ruleTitle } = input;
  const data = dataText(input);
  switch (finding.harm) {
    case 'hndl':
      return `${capital(data ?? 'data of unknown kind')} ${secrecy(risk, lifespan)}; the change takes ${duration(risk.y)}, and all of it can be recorded ${recorder(lifespan?.exposure)} today: ${reserve(input)}.`;
    case 'tnfl':
      return `What is signed here is trusted for ${duration(risk.x)}; the change takes ${duration(risk.y)}: ${reserve(input)}. With a quantum computer it can be forged.`;
    case 'classical':
      return `${ruleTitle}; that needs no quantum computer${data ? `, and it protects ${data}` : ''}.`;
    default:
      return `${ruleTitle}${consequence(finding.ruleId, risk)}.`;
  }
}

/** What follows from a gap or a preparation: a date, or that the plan waits for the answer. */
function consequence(ruleId: string, risk: Risk): string {
  if (risk.policyDate) return `: due ${due(risk.policyDate, risk)}`;
  return ruleId.startsWith('undetermined-') ? ': it has to be settled before the rest can be planned' : '';
}

function secrecy(risk: Risk, lifespan: Lifespan | undefined): string {
  if (risk.x === 0) return 'need not stay secret';
  return `must stay secret for ${duration(risk.x)}${lifespan?.basis === 'assumed' ? ' (assumed)' : ''}`;
}

function dataText({ lifespan, phrases }: ReasonInput): string | undefined {
  const classes = lifespan?.dataClasses ?? [];
  if (classes.length === 0) return undefined;
  const shown = classes.slice(0, 3).map((one) => phrases.get(one) ?? one.replaceAll('-', ' '));
  const others = classes.length - shown.length;
  const listed = others > 0 ? [...shown, `${others} other kind${others === 1 ? '' : 's'} of data`] : shown;
  return listed.length === 1 ? listed[0] : `${listed.slice(0, -1).join(', ')} and ${listed.at(-1)}`;
}

function recorder(exposure: Exposure | undefined): string {
  if (exposure === 'internet') return 'on the internet';
  if (exposure === 'partner') return 'on the way to a partner';
  if (exposure === 'internal') return 'by anyone inside the network';
  if (exposure === 'at-rest') return 'by anyone who copies the store';
  return 'wherever it is sent or stored';
}

/** The margin in words, against the date that binds. */
function reserve(input: ReasonInput): string {
  const { margin } = input.risk;
  const binds = bindingText(input);
  if (margin > 0) return `${duration(margin)} more than there are until ${binds}`;
  return margin === 0 ? `exactly the time until ${binds}` : `${duration(-margin)} of reserve until ${binds}`;
}

function bindingText({ finding, risk }: ReasonInput): string {
  if (risk.zPolicy === undefined || risk.zPolicy > risk.zThreat) return 'a quantum computer is as likely as not';
  const policy = finding.policies.find((one) => one.policy === risk.policyId);
  return `${risk.policyDate}${policy ? ` (${policy.title}${policy.draft ? ', draft' : ''})` : ''}`;
}

function due(date: string, risk: Risk): string {
  return risk.zPolicy === 0 ? `since ${date}` : `by ${date}`;
}

/** Years as people say them: below one in months. */
function duration(years: number): string {
  if (years > 0 && years < 0.04) return 'some days';
  if (years > 0 && years < 0.95) return plural(Math.max(1, Math.round(years * 12)), 'month');
  return plural(Math.round(years * 10) / 10, 'year');
}

function plural(value: number, unit: string): string {
  return `${value} ${unit}${value === 1 ? '' : 's'}`;
}

function capital(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}
