import type { OpenUse } from '../open-use.js';
import type { Values } from '../values/values.js';

/** Is the algorithm known, may callers or other files tell it, or is there no word of it? */
export type Saying = 'known' | 'perhaps' | 'nothing';

/**
 * Which objects went into which. An ingredient (a key object, a parameter set) is no use of its own as long as a
 * reported use takes it up; one that leads to none in the file still shows its algorithm, where its rule says so (`alone`).
 */
export class Uptake {
  readonly #ingredients: OpenUse[] = [];
  /** Object → the objects made with it. */
  readonly #takers = new Map<number, Set<number>>();

  /** An ingredient that is reported if nothing takes it up. */
  offer(use: OpenUse): void {
    this.#ingredients.push(use);
  }

  /** The objects among the values went into the making of another. */
  take(values: Values, taker: number): void {
    for (const value of values) {
      if (value.t === 'list') for (const item of value.items) this.take(item, taker);
      if (value.t !== 'object' || value.id === taker) continue;
      const takers = this.#takers.get(value.id);
      if (takers) takers.add(taker);
      else this.#takers.set(value.id, new Set([taker]));
    }
  }

  /** Did it go into the making of the other? */
  wentInto(object: number, taker: number): boolean {
    return this.#takers.get(object)?.has(taker) ?? false;
  }

  /**
   * The ingredients that lead to none of the uses, nor to another ingredient that speaks for them. One look at a site
   * that does speaks for every look at it.
   * @param says what this ingredient says of itself. One that says nothing speaks only where its rule wants it, and one that
   * may speak so leaves the word to another that is known at the same place.
   */
  leftOver(uses: readonly OpenUse[], says: (use: OpenUse) => Saying): OpenUse[] {
    const reported = new Set(uses.map((one) => one.object));
    const said = this.#ingredients.map((use) => ({ use, says: says(use), modest: use.rule.alone?.unknown === true }));
    const known = said.filter((one) => one.says === 'known' && !one.modest).map((one) => one.use);
    const told = new Set([...uses, ...known].map(place));
    const speaking = said
      .filter((one) => (one.modest ? !told.has(place(one.use)) : one.says !== 'nothing'))
      .map((one) => one.use);
    const heard = new Set([...reported, ...speaking.map((one) => one.object)]);
    const led = new Set(this.#ingredients.filter((one) => this.#leadsTo(one.object, reported)).map(site));
    const spoken = new Set(this.#ingredients.filter((one) => this.#leadsTo(one.object, heard)).map(site));
    return speaking.filter((one) => !led.has(site(one)) && !spoken.has(site(one)));
  }

  /**
   * Of the ingredients that a use takes up those that are steps of it worth telling. A key of an untold kind (`unknown`) is worth a
   * line where nothing else is told.
   */
  steps(leftOver: readonly OpenUse[], uses: readonly OpenUse[], says: (use: OpenUse) => Saying): OpenUse[] {
    const speaking = new Set(leftOver);
    const rows = new Set([...uses, ...leftOver].map(({ at }) => at.row));
    return this.#ingredients.filter((use) => {
      const { alone } = use.rule;
      if (!alone?.step || speaking.has(use)) return false;
      return says(use) === 'known' || (alone.unknown === true && !rows.has(use.at.row));
    });
  }

  #leadsTo(object: number, reported: ReadonlySet<number>): boolean {
    const seen = new Set([object]);
    for (const one of seen) {
      if (one !== object && reported.has(one)) return true;
      for (const taker of this.#takers.get(one) ?? []) seen.add(taker);
    }
    return false;
  }
}

function site(use: OpenUse): string {
  return `${place(use)}:${use.rule.id}`;
}

function place({ at }: OpenUse): string {
  return `${at.row}:${at.column}`;
}
