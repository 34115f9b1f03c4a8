/** Place of a node in the text. Row and column count from 0, in UTF-16 units. */
export interface Span {
  readonly row: number;
  readonly column: number;
  readonly start: number;
  readonly end: number;
}

/** A point in the text. Row and column count from 0, in UTF-16 units. */
export interface Point {
  readonly row: number;
  readonly column: number;
}

/**
 * The language-neutral form into which every syntax tree is lowered. Only what values and calls can flow through
 * is kept; everything else becomes a `block` of its parts, so that calls inside are still seen.
 */
export type Node =
  | { readonly k: 'lit'; readonly value: string | number | boolean | null; readonly at?: Point }
  | { readonly k: 'name'; readonly name: string; readonly at?: Span }
  /** A qualified name stated directly: `require('crypto')`. */
  | { readonly k: 'symbol'; readonly name: string }
  | { readonly k: 'this' }
  | { readonly k: 'member'; readonly object: Node; readonly name: string; readonly at?: Span }
  | { readonly k: 'index'; readonly object: Node; readonly index: Node; readonly at?: Span }
  /** What a loop gets of each round, where a map gives its keys, or its keys with what they hold. */
  | { readonly k: 'round'; readonly object: Node; readonly of: 'keys' | 'pairs' }
  | CallNode
  | ObjectNode
  /** Also a tuple; `command` is the call that its words are, where they are a command that a program may run; `names` of its elements where they have some: `(Sign: a, Wrap: b)` of C#. */
  | { readonly k: 'list'; readonly items: readonly Node[]; readonly names?: readonly string[]; readonly command?: Node }
  /** Text put together of parts: concatenation, templates, interpolation. */
  | { readonly k: 'concat'; readonly parts: readonly Node[] }
  /** `at` where the language lets types of a library have operators. */
  | { readonly k: 'op'; readonly op: string; readonly left: Node; readonly right: Node; readonly at?: Span }
  /** One of several values: conditional expression, `a ?: b`, `a || b`. */
  | {
      readonly k: 'choice';
      readonly test?: Node;
      readonly arms: readonly Node[];
      readonly when?: readonly (Test | undefined)[];
    }
  | FunctionNode
  | AssignNode
  /** Statements in order; the value is that of the last. */
  | { readonly k: 'block'; readonly items: readonly Node[] }
  /** Control flow that takes one of the arms; not exhaustive: or none of them. */
  | {
      readonly k: 'branch';
      readonly test?: Node;
      readonly arms: readonly Node[];
      readonly exhaustive: boolean;
      /** Test under which each arm is taken, as far as the syntax says it. Only looked at: it runs as `test` or in the arm. */
      readonly when?: readonly (Test | undefined)[];
    }
  | { readonly k: 'return'; readonly value?: Node }
  | { readonly k: 'stop' }
  | ClassNode
  /**
   * `local` is bound to the qualified `name`; `*` brings every member of `name`. `handsOn`: other files can have it from
   * this one. `own`: this file puts something into it.
   */
  | {
      readonly k: 'import';
      readonly local: string;
      readonly name: string;
      readonly handsOn?: boolean;
      readonly own?: true;
    }
  /** A value whose type is stated: cast, typed declaration without a value. */
  | {
      readonly k: 'typed';
      readonly type: Node;
      readonly value?: Node;
      /** A pattern that fits: what is of another class of the file is not what is seen here. */
      readonly only?: true;
    }
  /** In the body the target is known to be of one of the types, or to equal one of the values: a test before it has told. */
  | {
      readonly k: 'narrowed';
      readonly target: Node;
      readonly to: readonly Node[];
      readonly equal?: boolean;
      readonly body: Node;
    }
  /** A type or function with its type arguments: `Hmac<Sha256>`. */
  | { readonly k: 'generic'; readonly type: Node; readonly of: readonly Node[] };

/** A condition of which is known whether it has to hold. */
export interface Test {
  readonly is: Node;
  readonly negated?: boolean;
}

export interface Argument {
  readonly value: Node;
  /** Keyword or label. */
  readonly name?: string;
  /** Where a named one stands. */
  readonly at?: Span;
  /** A member that is set once the object is made: `new Options { Protocol = .. }`. */
  readonly sets?: boolean;
  /** `*list`: each item is an argument. */
  readonly spread?: boolean;
}

export interface CallNode {
  readonly k: 'call';
  readonly callee: Node;
  readonly args: readonly Argument[];
  readonly at: Span;
  /** A declaration constructs an object: `Holder key(make())`. */
  readonly constructs?: boolean;
  /** Where the whole call ends; `at` is where its name stands. */
  readonly to?: Point;
}

/** Object, map, dictionary or struct literal; `type` where the language names it. */
export interface ObjectNode {
  readonly k: 'object';
  readonly type?: Node;
  readonly entries: readonly { readonly key: Node | string; readonly value: Node; readonly at?: Span }[];
  readonly at: Span;
  readonly to?: Point;
  /** Its declaration alone makes it, `var config tls.Config`: an object where rules speak of such, else only a type. */
  readonly zero?: true;
}

export interface Parameter {
  readonly name: string;
  /** Destructured parameter: bound instead of the name. */
  readonly pattern?: Node;
  readonly type?: Node;
  readonly default?: Node;
  /** Takes what is given beyond: by position as a list, `named` as a map. */
  readonly rest?: boolean | 'named';
}

export interface FunctionNode {
  readonly k: 'function';
  /** Empty for a function expression. */
  readonly name: string;
  readonly params: readonly Parameter[];
  readonly body: Node;
  readonly returns?: Node;
  /** It gives a list of results, the first of which is of that type: `func load() (*Settings, error)`. */
  readonly severalResults?: true;
  readonly static?: boolean;
  /** A macro: what it calls is said by what it is given. */
  readonly open?: true;
  /** Read like a field, without a call: a property's getter, a `def` without a list of parameters. */
  readonly getter?: boolean;
  /** Runs when an instance is made. */
  readonly constructs?: boolean;
  /** A block of a class body: it runs before any method does. */
  readonly initialises?: boolean;
  /** Type the method belongs to, where it is written outside its class (Go, Rust, C++). */
  readonly receiver?: { readonly name: string; readonly type: Node };
  /** Type whose objects have it as if it were a method of theirs: `fun KeyPair.sign()` of Kotlin. `this` is the object. */
  readonly extends?: Node;
  readonly at: Span;
}

export interface AssignNode {
  readonly k: 'assign';
  /** `name`, `member`, `index`, or `object` / `list` as a destructuring pattern. */
  readonly target: Node;
  readonly value?: Node;
  readonly type?: Node;
  /** Introduces the name in the present function, else assigns where it is declared. */
  readonly declares?: boolean;
  /** Cannot change later: `const`, `final`, upper-case by convention. */
  readonly constant?: boolean;
  readonly static?: boolean;
  /** One of several definitions, of which the configuration takes one. */
  readonly another?: boolean;
  /** `@keys ||= {}`: a table that is there stays. */
  readonly unlessMade?: true;
  /** `*out = value`: what the argument points to, so the caller's variable has it afterwards. */
  readonly given?: boolean;
}

export interface ClassNode {
  readonly k: 'class';
  readonly name: string;
  readonly bases: readonly Node[];
  /** `assign` = field, `function` = method, `class` = nested. */
  readonly members: readonly Node[];
  /** There is one object of it, which has its name: `object X` of Kotlin and Scala. */
  readonly single?: boolean;
  /** Its declaration stands elsewhere. */
  readonly open?: boolean;
  /** It only lists what objects have: an interface of TypeScript. */
  readonly shape?: boolean;
  /** `Signer<Key>`: what one that extends it says for them is what its fields are declared with. */
  readonly typeParameters?: readonly string[];
  readonly at: Span;
}

/** One file, lowered. */
export interface FileTree {
  /** Qualified name under which other files know this one: Java package, Python module, path of a JS file without extension. */
  readonly module: string;
  /** Names that other files can import, where the language says so; imports with `handsOn` are among them without it. */
  readonly exported?: ReadonlySet<string>;
  /** The package in which it stands: see `Language.home`. */
  readonly home?: string;
  readonly body: readonly Node[];
  /** A piece of code that was cut out of its file: imports are missing. */
  readonly piece?: boolean;
  /** True where every top-level name is visible in other files of the same module (Java package, Go package). */
  readonly shared: boolean;
  /** Members of structures in their order, of those in whose tables functions stand: C. */
  readonly layouts?: Readonly<Record<string, readonly string[]>>;
  /** Parts of the file that could not be read. */
  readonly unread?: number;
  /** What was read, with its comments. */
  readonly text?: string;
  /** Rows (first and last, from 0) that are test code by the language itself: `#[cfg(test)]` of Rust. */
  readonly tests?: readonly (readonly [number, number])[];
}

export const NOTHING: Node = { k: 'block', items: [] };
