/** Why something could not be examined. Closed: a new reason must be explained in every output. */
export type AttemptReason =
  | 'unreachable'
  | 'timeout'
  | 'refused'
  | 'reset'
  | 'wrong-protocol'
  | 'intolerant'
  | 'unreadable'
  | 'malformed'
  | 'encrypted'
  | 'too-large'
  | 'unsupported'
  | 'limit'
  | 'bug';

/** What was tried on a target or file, and how it ended. Completed attempts on files are counted, not listed. */
export interface Attempt {
  /** Path relative to the scan root, or endpoint. */
  readonly target: string;
  /** Id of the crawler or parser. */
  readonly by: string;
  readonly status: 'completed' | 'partial' | 'failed' | 'skipped';
  readonly reason?: AttemptReason;
  /** One sentence: what, why, what to do. */
  readonly detail?: string;
}

/** The one sentence each reason means in general; a kind without a text does not compile. */
export const ATTEMPT_REASONS: Readonly<Record<AttemptReason, string>> = {
  unreachable: 'No route to the host, or its name does not resolve.',
  timeout: 'The time limit was reached before the work was done.',
  refused: 'The host refused the connection.',
  reset: 'The connection was closed by the other side in the middle of the exchange.',
  'wrong-protocol': 'Something answered, in another protocol than the one asked for.',
  intolerant: 'The server or something on the way fails on a larger or newer greeting.',
  unreadable: 'The file could not be opened.',
  malformed: 'The bytes do not follow the format they announce.',
  encrypted: 'The content is encrypted and no password for it is known.',
  'too-large': 'The file is larger than the size limit.',
  unsupported: 'The format was recognised but is not one that can be read.',
  limit: 'A limit on entries, depth or expansion was reached; the rest was not examined.',
  bug: 'The parser failed in a way it should not. Please report it.',
};
