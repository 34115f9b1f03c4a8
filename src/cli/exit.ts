import type { Verdict } from '../model/index.js';

/** The exit codes of every command. docs/exit-codes.md */
export const EXIT = {
  /** Examined, and nothing at or above `--fail-on`. */
  pass: 0,
  /** Findings at or above `--fail-on`. */
  findings: 1,
  /** Could not run: a wrong option, an invalid rule file. */
  failed: 2,
  /** Ran, but something named was not examined, or there was nothing to examine. */
  incomplete: 3,
} as const;

export function exitCodeOf({ status }: Verdict, allowIncomplete: boolean): number {
  if (status === 'findings') return EXIT.findings;
  return status === 'incomplete' && !allowIncomplete ? EXIT.incomplete : EXIT.pass;
}
