import { settingsFilesIn } from '../tree/settings-files.js';

/** Letters and digits of a word that is part of too many others: `rsa` of `universal`. */
const SHORT = /^[a-z\d]{1,3}$/;

/** The text of a file, asked for words. */
export class SpokenText {
  /** In small letters, once somebody asks. */
  #small: string | undefined;
  readonly #begins = new Map<string, boolean>();
  #settingsFiles: readonly string[] | undefined;

  constructor(private readonly text: string | undefined) {}

  /**
   * Does one of these words stand in it, whatever its case? A short one counts where a word or a part of a name begins with it.
   * @param words in small letters
   */
  mentions(words: readonly string[]): boolean {
    this.#small ??= this.text?.toLowerCase() ?? '';
    const text = this.#small;
    return words.some((one) => text.includes(one) && (!SHORT.test(one) || this.#beginsName(one)));
  }

  /** Do all of these stand in it, as they are written? */
  has(words: readonly string[]): boolean {
    return words.every((one) => this.text?.includes(one));
  }

  #beginsName(word: string): boolean {
    let known = this.#begins.get(word);
    if (known === undefined) {
      const large = word.toUpperCase();
      const begin = `(?<![A-Za-z])${word}|(?<![A-Z])(?:${large}|${large[0] ?? ''}${word.slice(1)})`;
      known = new RegExp(begin).test(this.text ?? '');
      this.#begins.set(word, known);
    }
    return known;
  }

  /** The settings files that it names. */
  settingsFiles(): readonly string[] {
    this.#settingsFiles ??= settingsFilesIn(this.text ?? '');
    return this.#settingsFiles;
  }
}
