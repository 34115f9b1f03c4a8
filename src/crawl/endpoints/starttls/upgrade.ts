import { SLOW_GREETING } from '../budgets.js';

/** What a dialogue needs to know. */
export interface Upgrade {
  readonly host: string;
  /** Epoch milliseconds. */
  readonly deadline: number;
  /** Milliseconds to an answer. */
  readonly answerTimeout: number;
}

/** When the greeting must be there: servers delay it on purpose. */
export function greetingBy(upgrade: Upgrade): number {
  return Math.min(upgrade.deadline, Date.now() + Math.max(SLOW_GREETING, upgrade.answerTimeout));
}

export function answerBy(upgrade: Upgrade): number {
  return Math.min(upgrade.deadline, Date.now() + upgrade.answerTimeout);
}
