import type { EndpointFact } from '../../model/index.js';

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

/** A fact as the report keeps it. @param value what a supported one amounts to, where it is more than yes */
export function recorded(about: string, fact: Fact<unknown>, value?: string): EndpointFact {
  const { state } = fact;
  if (fact.state === 'supported') return { about, state, ...(value ? { value } : {}), evidence: fact.evidence };
  return fact.state === 'not-supported' ? { about, state, evidence: fact.evidence } : { about, state, why: fact.why };
}

/** Facts about the members of one list; members with the same answer and the same evidence share an entry. */
export function recordedList(about: string, facts: Iterable<readonly [name: string, Fact<unknown>]>): EndpointFact[] {
  const entries = new Map<string, EndpointFact & { names: string[] }>();
  for (const [name, fact] of facts) {
    const entry = { ...recorded(about, fact), names: [name] };
    const key = `${entry.state} ${entry.evidence ?? entry.why}`;
    const known = entries.get(key);
    if (known) known.names.push(name);
    else entries.set(key, entry);
  }
  return [...entries.values()];
}

/** `supported: …`, for details and for people. */
export function factText(fact: Fact<unknown>): string {
  if (fact.state === 'supported' || fact.state === 'not-supported') return fact.state;
  return `${fact.state} (${fact.why})`;
}
