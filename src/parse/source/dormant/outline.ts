import type { Words } from './words.js';

/** A function at the top of the file or of a type, or other code that has a name there. Indexes count UTF-16 units. */
export interface Body {
  /** Where its head begins. */
  readonly head: number;
  /** What is inside of the brackets, or the indented lines. */
  readonly start: number;
  readonly end: number;
  readonly names: readonly string[];
  /** The type that it belongs to, '' where there is none. */
  readonly owner: string;
  /** Its body is always read. */
  readonly kept?: boolean;
}

/** The functions of a text in their order, and all its words. */
export interface Outline {
  readonly words: Words;
  readonly bodies: readonly Body[];
}

/** How a language with brackets writes what is no code. */
export interface Lexis {
  /** `'x'` is a character, else a text. */
  readonly characters?: boolean;
  /** `"""text"""` over several lines. */
  readonly blocks?: boolean;
  /** `@"text"` and `$"text"`. */
  readonly verbatim?: boolean;
  /** Between back-quotes: raw text, or a template with `${}`. */
  readonly backquotes?: 'raw' | 'template';
  /** `/pattern/` may stand where an expression begins. */
  readonly patterns?: boolean;
  /** Lines that begin with `#` are for the preprocessor. */
  readonly directives?: boolean;
  /** Names are declared before their type, one or more on a line (Go); else behind it. */
  readonly nameFirst?: boolean;
  /** A declaration may end with its line. */
  readonly lines?: boolean;
  /** Imports end with the text that names the module, else with a semicolon. */
  readonly quotedImports?: boolean;
}
