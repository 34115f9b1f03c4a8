import { rootOf, sameEnd, tail } from './names.js';

interface Entry<T> {
  /** Its segments are parted by `.` or `/`. */
  readonly name: string;
  readonly value: T;
}

/**
 * Values by qualified names, and by ends of these: what one file declares as `app/keys.New`, another imports as
 * `github.com/acme/app/keys.New` or as `keys.New`, because it names modules from another root. Names are compared only
 * where their last two segments are the same, so that a look-up costs no more in a large tree than in a small one.
 */
export class NameIndex<T> {
  readonly #byName = new Map<string, T>();
  readonly #byTail = new Map<string, Entry<T>[]>();

  constructor(all: Iterable<readonly [name: string, value: T]> = []) {
    for (const [name, value] of all) this.add(name, value);
  }

  /** Names, each counted once. */
  get size(): number {
    return this.#byName.size;
  }

  /** Of two values of one name the later one is had by it, and an end of the name means neither. */
  add(name: string, value: T): void {
    this.#byName.set(name, value);
    const end = tail(name);
    const others = this.#byTail.get(end);
    if (others) others.push({ name, value });
    else this.#byTail.set(end, [{ name, value }]);
  }

  entries(): IterableIterator<[name: string, value: T]> {
    return this.#byName.entries();
  }

  /** By the name itself. */
  get(name: string): T | undefined {
    return this.#byName.get(name);
  }

  /**
   * What an import by this name means: the value of the name itself, or else of the one with the same end, or else of the
   * same below another root. Nothing where that may be several.
   */
  find(name: string): T | undefined {
    const exact = this.#byName.get(name);
    if (exact !== undefined) return exact;
    const near = this.#near(name);
    const same = near.filter((one) => sameEnd(one.name, name));
    const meant = same.length > 0 ? same : near.filter((one) => rootOf(one.name, name) !== undefined);
    return meant.length === 1 ? meant[0]?.value : undefined;
  }

  /** Values of all names that end as this one, or are an end of it; in the order in which they were added. */
  alike(name: string): T[] {
    return this.#near(name).flatMap((one) => (sameEnd(one.name, name) ? [one.value] : []));
  }

  /** May an import by this name mean one of them, or one of several? */
  mayMean(name: string): boolean {
    return this.#near(name).some((one) => sameEnd(one.name, name) || rootOf(one.name, name) !== undefined);
  }

  #near(name: string): readonly Entry<T>[] {
    return this.#byTail.get(tail(name)) ?? NONE;
  }
}

const NONE: readonly never[] = [];
