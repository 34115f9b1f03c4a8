/** What the start of a thread costs until it works as fast as the others, in milliseconds (docs/performance.md). */
const START = 500;

/** How fast the threads of a pool examine files, and how many of them the waiting ones are worth. */
export class Pace {
  #first: number | undefined;
  #after = 0;

  /**
   * @param guess milliseconds for a file, before any has been examined
   * @param clock milliseconds
   */
  constructor(
    private readonly guess: number,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  /** A thread has examined a file. The first one is not counted: it waited for the start of the thread. */
  examined(): void {
    if (this.#first === undefined) this.#first = this.clock();
    else this.#after++;
  }

  /**
   * How many threads there should be: with one more, the waiting files have to be done earlier by more than it costs.
   * @param waiting files that nobody examines yet
   * @param threads how many there are
   */
  threads(waiting: number, threads: number): number {
    const elapsed = this.clock() - (this.#first ?? 0);
    const each = this.#after > 0 ? (elapsed * threads) / this.#after : this.guess;
    let wanted = threads;
    while (wanted > 0 && waiting * each > START * wanted * (wanted + 1)) wanted++;
    return wanted;
  }
}
