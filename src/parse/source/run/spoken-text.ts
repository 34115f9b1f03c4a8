/** The text of a file, asked for words. */
export class SpokenText {
  /** In small letters, once somebody asks. */
  #small: string | undefined;

  constructor(private readonly text: string | undefined) {}

  /** Does one of these words stand in it, whatever its case? @param words in small letters */
  mentions(words: readonly string[]): boolean {
    this.#small ??= this.text?.toLowerCase() ?? '';
    const text = this.#small;
    return words.some((one) => text.includes(one));
  }
}
