import { type Fact, notSupported, unknown } from '../fact.js';
import type { Answer } from './exchange.js';

export type Refusal = Exclude<Answer, { kind: 'hello' }>;

const PROTOCOL_VERSION = 70;

/** The server said no: by an alert, or by closing in order (Dovecot 2.3, OpenLDAP 2.5). A time-out or reset is no answer. */
export function isRefusal(answer: { readonly kind: string }): boolean {
  return answer.kind === 'alert' || answer.kind === 'closed';
}

export function refusesVersion(answer: { readonly kind: string; readonly code?: number }): boolean {
  return answer.kind === 'alert' && answer.code === PROTOCOL_VERSION;
}

/**
 * A refusal as a fact.
 * @param control some other hello of this examination was answered: only then does a refusal speak about what was asked
 */
export function refusedFact(answer: Refusal, control: boolean): Fact<never> {
  if (answer.kind === 'failed') return unknown(`${answer.reason}: ${answer.evidence}`);
  return control ? notSupported(answer.evidence) : unknown(`${answer.evidence}, as for every other question`);
}
