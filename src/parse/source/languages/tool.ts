/** How the words after the name of a tool are read, from its manual page. */
export interface Tool {
  /** Positional words that name the subcommand. */
  readonly depth?: number;
  /** Options that choose what the tool does, and the name of that; `base` where none is given. */
  readonly modes?: Readonly<Record<string, string>>;
  readonly base?: string;
  /** Options of a subcommand that make it another one: `openssl dgst -sign`. */
  readonly actions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Options that take the next word, without dashes. All others stand alone. */
  readonly values: ReadonlySet<string>;
  /** `-abc` are three options and `-b4096` is one with its value. */
  readonly clusters?: boolean;
  /** Options whose value is `name:value`: a part with a name of its own. */
  readonly pairs?: ReadonlySet<string>;
  /** Words `name=value` are arguments of that name. */
  readonly assigns?: boolean;
  /** Options that name the file the command writes its key to, and the one it reads its key from: the first given. */
  readonly makes?: readonly string[];
  readonly reads?: readonly string[];
  /** What stands between name and value of a pair; `:` where nothing is said. */
  readonly pairMark?: string;
}

export const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));
