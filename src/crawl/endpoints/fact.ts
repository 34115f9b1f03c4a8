/** What an examination says about one question. A time-out or reset is never `not-supported`. */
export type Fact<T = true> =
  | { readonly state: 'supported'; readonly value: T; readonly evidence: string }
  | { readonly state: 'not-supported'; readonly evidence: string }
  | { readonly state: 'not-applicable'; readonly why: string }
  | { readonly state: 'unknown'; readonly why: string };

export function supported<T>(value: T, evidence: string): Fact<T> {
  return { state: 'supported', value, evidence };
}

export function notSupported(evidence: string): Fact<never> {
  return { state: 'not-supported', evidence };
}

export function notApplicable(why: string): Fact<never> {
  return { state: 'not-applicable', why };
}

export function unknown(why: string): Fact<never> {
  return { state: 'unknown', why };
}

/** `supported: …`, for details and for people. */
export function factText(fact: Fact<unknown>): string {
  if (fact.state === 'supported' || fact.state === 'not-supported') return fact.state;
  return `${fact.state} (${fact.why})`;
}
