/**
 * Finds which of many ASCII tokens stand in a text, in one pass (Aho and Corasick 1975, as a full automaton).
 * Parsers ask a file for a hundred tokens or so: one pass costs less than ten of them.
 */
export class TokenSearch {
  readonly #ids: ReadonlyMap<string, number>;
  /** Byte → column of the table; bytes that are in no token share column 0. */
  readonly #columns = new Uint8Array(256);
  /** State × column → next state, premultiplied by the width. */
  readonly #next: Int32Array;
  /** State → first entry of its chain in `#hits`, or -1. */
  readonly #first: Int32Array;
  /** Pairs of token id and next entry. */
  readonly #hits: Int32Array;

  constructor(tokens: Iterable<string>) {
    this.#ids = new Map([...tokens].map((token, id) => [token, id]));
    const states: { readonly go: Map<number, number>; ids: number[]; fail: number }[] = [node()];
    let width = 1;
    for (const [token, id] of this.#ids) {
      let at = 0;
      for (const byte of Buffer.from(token, 'latin1')) {
        if (this.#columns[byte] === 0) this.#columns[byte] = width++;
        const column = this.#columns[byte] as number;
        let next = states[at]!.go.get(column);
        if (next === undefined) {
          next = states.push(node()) - 1;
          states[at]!.go.set(column, next);
        }
        at = next;
      }
      states[at]!.ids.push(id);
    }
    this.#next = new Int32Array(states.length * width);
    const queue = [...states[0]!.go.values()];
    for (const [column, to] of states[0]!.go) this.#next[column] = to * width;
    for (let head = 0; head < queue.length; head++) {
      const state = queue[head] as number;
      const { go, fail, ids } = states[state]!;
      ids.push(...states[fail]!.ids);
      for (let column = 0; column < width; column++) {
        const to = go.get(column);
        const otherwise = this.#next[fail * width + column] as number;
        this.#next[state * width + column] = to === undefined ? otherwise : to * width;
        if (to === undefined) continue;
        states[to]!.fail = otherwise / width;
        queue.push(to);
      }
    }
    this.#first = new Int32Array(states.length * width).fill(-1);
    const hits: number[] = [];
    for (const [state, { ids }] of states.entries()) {
      for (const id of ids) {
        hits.push(id, this.#first[state * width] as number);
        this.#first[state * width] = hits.length - 2;
      }
    }
    this.#hits = Int32Array.from(hits);
  }

  /** Number of the token, if it is one of those searched for. */
  id(token: string): number | undefined {
    return this.#ids.get(token);
  }

  /** One flag for each token, by its number: does it stand in the bytes? */
  search(bytes: Uint8Array): Uint8Array {
    const found = new Uint8Array(this.#ids.size);
    const [columns, next, first, hits] = [this.#columns, this.#next, this.#first, this.#hits];
    let state = 0;
    for (let i = 0; i < bytes.length; i++) {
      state = next[state + columns[bytes[i] as number]!] as number;
      for (let hit = first[state] as number; hit >= 0; hit = hits[hit + 1] as number) found[hits[hit] as number] = 1;
    }
    return found;
  }
}

function node() {
  return { go: new Map<number, number>(), ids: [] as number[], fail: 0 };
}
