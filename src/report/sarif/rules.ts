import type { RuleInfo, Severity } from '../../model/index.js';
import { markdown, visible } from '../select/escape.js';
import type { FindingView } from '../select/view.js';
import { HARM_WORDS } from '../select/words.js';
import { SARIF_LIMITS } from './limits.js';

/** GitHub's bands: above 9.0 critical, 7.0 high, 4.0 medium, below low. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.0',
  low: '2.0',
  info: '0.1',
};
export const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/** A `reportingDescriptor`. `security-severity` is one per rule; each result carries its own level. */
export function sarifRule(rule: RuleInfo, findings: readonly FindingView[]) {
  const title = cut(visible(rule.title));
  const why = cut(visible(rule.why) || title);
  const cited = rule.citations.map(({ text, url }) => (url ? `${visible(text)} (${visible(url)})` : visible(text)));
  const harm = HARM_WORDS[rule.harm];
  const help = [why, `${harm.title}: ${harm.why}`, ...(cited.length > 0 ? [`Sources: ${cited.join('; ')}`] : [])];
  return {
    id: rule.id,
    name: rule.id.replace(/(^|-)([a-z0-9])/g, (_all, _dash, letter: string) => letter.toUpperCase()).slice(0, 255),
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: help.join('\n'), markdown: help.map((one) => markdown(one)).join('\n\n') },
    defaultConfiguration: { level: LEVELS[rule.severity] },
    properties: {
      tags: ['security', 'cryptography', ...(rule.harm === 'hndl' || rule.harm === 'tnfl' ? ['post-quantum'] : [])],
      precision: precision(Math.min(1, ...findings.map(({ finding }) => finding.confidence))),
      'problem.severity': LEVELS[rule.severity] === 'note' ? 'recommendation' : LEVELS[rule.severity],
      'security-severity': SECURITY_SEVERITY[rule.severity],
    },
  };
}

function precision(confidence: number): string {
  if (confidence >= 0.9) return 'very-high';
  if (confidence >= 0.7) return 'high';
  return confidence >= 0.5 ? 'medium' : 'low';
}

function cut(text: string): string {
  return text.length > SARIF_LIMITS.text ? `${text.slice(0, SARIF_LIMITS.text - 1)}…` : text;
}
