import type { Exposure, Finding, Harm, Lifespan, Risk } from '../model/index.js';

/** One sentence: why the item stands where it stands. */
export function reasonOf(finding: Finding, lifespan: Lifespan | undefined, risk: Risk, ruleTitle: string): string {
  const data = dataText(lifespan);
  switch (finding.harm as Harm) {
    case 'hndl':
      return `${data} ${risk.x === 0 ? 'needs' : `must stay secret for ${years(risk.x)}, needs`} ${years(risk.y)} to move, and can be recorded ${recorder(lifespan?.exposure)} today: ${reserve(risk)}.`;
    case 'tnfl':
      return `What is signed here is trusted for ${years(risk.x)} and takes ${years(risk.y)} to move: ${reserve(risk)}, after which it can be forged.`;
    case 'classical':
      return `${ruleTitle}; that needs no quantum computer${lifespan && lifespan.dataClasses.length > 0 ? `, and it protects ${lower(data)}` : ''}.`;
    default:
      return `${ruleTitle}: ${risk.policyDate ? `due ${due(risk.policyDate, risk)}` : 'what stands here has to be settled before the rest can be planned'}.`;
  }
}

function dataText(lifespan: Lifespan | undefined): string {
  const classes = lifespan?.dataClasses ?? [];
  if (classes.length === 0) return 'Data of a kind that is not known (assumed ordinary)';
  const shown = classes.slice(0, 3).map((one) => one.replaceAll('-', ' '));
  const others = classes.length - shown.length;
  const listed = others > 0 ? [...shown, `${others} more kind${others === 1 ? '' : 's'} of`] : shown;
  const text = `${listed.slice(0, -1).join(', ')}${listed.length > 1 ? ' and ' : ''}${listed.at(-1)} data`;
  return text[0]!.toUpperCase() + text.slice(1);
}

function recorder(exposure: Exposure | undefined): string {
  if (exposure === 'internet') return 'on the internet';
  if (exposure === 'partner') return 'on the way to a partner';
  if (exposure === 'internal') return 'by anyone inside the network';
  if (exposure === 'at-rest') return 'by anyone who copies the store';
  return 'wherever it is sent or stored';
}

/** The margin in words, against the date that binds. */
function reserve(risk: Risk): string {
  const binds = bindingText(risk);
  if (risk.margin > 0) return `${years(risk.margin)} more than there are until ${binds}`;
  return risk.margin === 0 ? `exactly the time until ${binds}` : `${years(-risk.margin)} of reserve until ${binds}`;
}

function bindingText(risk: Risk): string {
  const byPolicy = risk.zPolicy !== undefined && risk.zPolicy <= risk.zThreat;
  return byPolicy ? `the policy date ${risk.policyDate}` : 'a quantum computer is as likely as not';
}

function due(date: string, risk: Risk): string {
  return risk.zPolicy === 0 ? `since ${date}` : `by ${date}`;
}

export function years(value: number): string {
  if (value > 0 && value < 0.1) return 'some days';
  const rounded = Math.round(value * 10) / 10;
  return `${rounded} year${rounded === 1 ? '' : 's'}`;
}

function lower(text: string): string {
  return text[0]!.toLowerCase() + text.slice(1);
}
