import type { Knowledge } from '../../../../model/index.js';

/** How the words after the name of a command-line tool are read, as a rule file writes it under `tools:`. */
export interface ToolRule {
  /** Another tool that is read in the same way. */
  readonly like?: string;
  /** The tool whose calls these are: `gpg2` is called gpg. Default: its own name. */
  readonly called?: string;
  /** Positional words that name the subcommand. */
  readonly depth?: number;
  /** Options that choose what the tool does, and the name of that; `base` where none is given. */
  readonly modes?: Readonly<Record<string, string>>;
  readonly base?: string;
  /** Options of a subcommand that make it another one: `openssl dgst -sign`. */
  readonly actions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Options that take the next word, without dashes. All others stand alone. */
  readonly values?: readonly string[];
  /** `-abc` are three options and `-b4096` is one with its value. */
  readonly clusters?: boolean;
  /** Options whose value is `name:value`: a part with a name of its own. */
  readonly pairs?: readonly string[];
  /** What stands between name and value of a pair; `:` where nothing is said. */
  readonly pairMark?: string;
  /** Words `name=value` are arguments of that name. */
  readonly assigns?: boolean;
  /** Options that name the file the command writes its key to, and the one it reads its key from: the first given. */
  readonly makes?: readonly string[];
  readonly reads?: readonly string[];
}

/** A tool as lowering asks for it. */
export interface Tool extends Omit<ToolRule, 'like' | 'called' | 'values' | 'pairs'> {
  readonly called: string;
  readonly values: ReadonlySet<string>;
  readonly pairs: ReadonlySet<string>;
}

/** Tools by the name of the program. */
export type ToolRules = Readonly<Record<string, ToolRule>>;

/** What source rule files say of tools, those of the user last. Scripts and programs of all languages run the same ones. */
export function toolRulesOf({ documents }: Knowledge): ToolRules {
  const stated = documents.filter(({ kind }) => kind === 'source').map(({ body }) => body['tools'] as ToolRules);
  return Object.assign({}, ...stated) as ToolRules;
}

/** The tools that rules speak of; each is made when it is first met. */
export class Tools {
  readonly #made = new Map<string, Tool | undefined>();

  constructor(private readonly rules: ToolRules) {}

  get(name: string): Tool | undefined {
    if (!this.#made.has(name)) this.#made.set(name, this.#make(name));
    return this.#made.get(name);
  }

  has(name: string): boolean {
    return Object.hasOwn(this.rules, name);
  }

  #make(name: string): Tool | undefined {
    if (!this.has(name)) return undefined;
    const { like, called = name, ...own } = this.rules[name] as ToolRule;
    const other = like !== undefined && Object.hasOwn(this.rules, like) ? this.rules[like] : {};
    const { values = [], pairs = [], ...rest } = { ...other, ...own };
    return { ...rest, called, values: new Set(values), pairs: new Set(pairs) };
  }
}

/** Tools of the file that is being read. Files are lowered and run one after the other. */
let present = new Tools({});

/** Begins a file. */
export function beginTools(tools: Tools): void {
  present = tools;
}

/** The tool of this name, by the rules under which the present file is read. */
export function toolNamed(name: string): Tool | undefined {
  return present.get(name);
}

export function isTool(name: string): boolean {
  return present.has(name);
}
