/** How an endpoint answered one question. A time-out or reset is `unknown`, never `not-supported`. */
export type FactState = 'supported' | 'not-supported' | 'not-applicable' | 'unknown';

/** One answer of a live endpoint, with what showed it. */
export interface EndpointFact {
  /** What was asked: `version`, `group`, `large hello`, `session ticket` ... */
  readonly about: string;
  /** The members of a list that share the answer: versions or groups. */
  readonly names?: readonly string[];
  readonly state: FactState;
  readonly value?: string;
  /** The message that shows it, with its bytes in hexadecimal. */
  readonly evidence?: string;
  /** Why not applicable or unknown. */
  readonly why?: string;
}
