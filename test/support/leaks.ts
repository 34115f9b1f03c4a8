/** Characters of a needle: 10 octets of hexadecimal, 15 of base64, 20 decimal digits. */
const LENGTH = 20;
const RUN = /[A-Za-z0-9+/_-]{20,}/g;

/**
 * Secret values in every spelling in which they could leak, and the search for them.
 * Binary values are looked for as hexadecimal, base64 (at any alignment) and decimal; texts as they stand.
 */
export class Leaks {
  readonly #spelled = new Map<string, string>();
  readonly #texts = new Map<string, string>();

  get size(): number {
    return this.#spelled.size + this.#texts.size;
  }

  /** A password, token or literal, long enough not to stand anywhere by chance. */
  text(value: string, owner: string): void {
    if (value.length < 8) throw new Error(`${owner}: too short to look for`);
    this.#texts.set(value, owner);
    this.bytes(Buffer.from(value), owner);
  }

  /** Octets of which no part may be seen. Short values at every offset, long ones at every sixteenth (all base64 alignments). */
  bytes(value: Uint8Array, owner: string): void {
    const step = value.length <= 128 ? 1 : 16;
    for (let at = 0; at + 15 <= value.length; at += step) {
      const part = Buffer.from(value.subarray(at, at + 15));
      if (new Set(part).size < 8) continue; // padding and zeros are nobody's secret
      this.#spelled.set(part.toString('base64').slice(0, LENGTH), owner);
      this.#spelled.set(part.toString('hex').slice(0, LENGTH), owner);
    }
  }

  /** Octets that are public, although they stand in a private file too: the modulus of a key. */
  allow(value: Uint8Array): void {
    for (let at = 0; at + 10 <= value.length; at++) {
      const part = Buffer.from(value.subarray(at, at + 15));
      this.#spelled.delete(part.toString('base64').slice(0, LENGTH));
      this.#spelled.delete(part.toString('hex').slice(0, LENGTH));
    }
  }

  /** An unsigned number, big-endian. */
  number(value: Uint8Array, owner: string): void {
    this.bytes(value, owner);
    if (value.length >= 16)
      this.#spelled.set(
        BigInt(`0x${Buffer.from(value).toString('hex')}`)
          .toString()
          .slice(0, LENGTH),
        owner,
      );
  }

  /** Whose secrets stand in the output, with the needle. Empty when none does. */
  in(output: string): string[] {
    const found = new Set<string>();
    for (const [text, owner] of this.#texts) if (output.includes(text)) found.add(`${owner}: ${text}`);
    const joined = output.replace(/(?<=[0-9a-fA-F]{2}):(?=[0-9a-fA-F]{2})/g, '');
    for (const shown of joined === output ? [output] : [output, joined]) {
      for (const [run] of shown.matchAll(RUN)) this.#inRun(run, found);
    }
    return [...found];
  }

  #inRun(run: string, found: Set<string>): void {
    const base64 = run.replaceAll('-', '+').replaceAll('_', '/');
    const hex = run.toLowerCase();
    for (let at = 0; at + LENGTH <= run.length; at++) {
      for (const needle of [base64.slice(at, at + LENGTH), hex.slice(at, at + LENGTH)]) {
        const owner = this.#spelled.get(needle);
        if (owner) found.add(`${owner}: ${needle}`);
      }
    }
  }
}
