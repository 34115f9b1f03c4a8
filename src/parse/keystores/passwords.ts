/** Passwords that tools and tutorials put on stores. Tried after the user's own, and said when one opens a store. */
const WELL_KNOWN_PASSWORDS: readonly string[] = ['changeit', '', 'changeme', 'password', 'secret', 'test'];

export interface Candidate {
  readonly password: string;
  /** From the list above, not from the user or the scanned configuration. */
  readonly wellKnown: boolean;
}

const MAX_CANDIDATES = 32;

/** In the order in which they are tried. */
export function candidates(given: readonly string[]): Candidate[] {
  const unique = [...new Set([...given.slice(0, MAX_CANDIDATES), ...WELL_KNOWN_PASSWORDS])];
  return unique.map((password) => ({ password, wellKnown: WELL_KNOWN_PASSWORDS.includes(password) }));
}

/** How a store that a well-known password opens is spoken of: such a password may be printed, it protects nothing. */
export function openedWith({ password, wellKnown }: Candidate): string | undefined {
  if (!wellKnown) return undefined;
  return password === '' ? 'opened with the empty password' : `opened with the well-known password "${password}"`;
}

/** Rounds of key derivation that wrong guesses may cost in one store, and those under the password that fits. */
const GUESSING = 300_000;
const OPENING = 20_000_000;

/**
 * The passwords for the parts of one store, which need not all have the same: the one that fitted last comes first, the others while the rounds that
 * they cost are within what is spent on guessing.
 */
export class Tries {
  #order: readonly Candidate[];
  #fitting: Candidate | undefined;
  readonly #left = { guessing: GUESSING, opening: OPENING };

  constructor(given: readonly string[]) {
    this.#order = candidates(given);
  }

  /** `rounds`: what one try costs, in rounds of PBKDF2. */
  *costing(rounds: number): Generator<Candidate> {
    for (const one of this.#order) {
      const purse = one === this.#fitting ? 'opening' : 'guessing';
      this.#left[purse] -= rounds;
      if (this.#left[purse] >= 0) yield one;
    }
  }

  fits(one: Candidate): void {
    this.#fitting = one;
    this.#order = [one, ...this.#order.filter((other) => other !== one)];
  }
}
