import type { AttemptReason } from './attempt.js';

/** The only error that may leave a parser: the input is not what it claims, or a limit was met. */
export class ParseError extends Error {
  override readonly name = 'ParseError';
  constructor(
    message: string,
    /** Byte offset at which reading stopped, where known. */
    readonly offset?: number,
    readonly reason: AttemptReason = 'malformed',
  ) {
    super(message);
  }
}

/** Something the user gave is wrong (option, rule file, configuration). Printed as its sentence, exit code 2. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
