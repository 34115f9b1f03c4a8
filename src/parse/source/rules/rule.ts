import type { Purpose, Role } from '../../../model/index.js';
import type { ToolRules } from '../languages/commands/tools.js';

/**
 * Where a value of a call is taken from. `$0` = first argument, `$bits` = argument named bits, `$0|bits` = either,
 * `$0.modulusLength` = member of it, `$this` = object the method is called on. Anything else stands for itself.
 */
export type Source = string | number | boolean;

/** How a text writes a number. */
export type NumberText = 'base64' | 'decimal' | 'hex';

/** One part of what a call uses, as a rule writes it. The first source that is given wins. */
export type PartRule =
  | Source
  | readonly Source[]
  | {
      readonly from?: Source | readonly Source[];
      /** Piece of a text: the first group of this pattern, case ignored. */
      readonly find?: string;
      /** Value written in the code → value meant. What is not in the map says nothing. */
      readonly map?: Readonly<Record<string, string | number | boolean>>;
      /** Number in the bits from this one on: the upper half of flags. 0 says nothing. */
      readonly above?: number;
      /** Bits of the number that the text writes: of a modulus, of the prime of a group. */
      readonly bits?: NumberText;
      /** Factor to bits: 8 where the API counts bytes. */
      readonly times?: number;
      /** What the code states already stays where this one is not known. */
      readonly yields?: boolean;
      /** What the library does when the argument is not given. */
      readonly default?: string | number | boolean;
    };

/** The parts of a use that rules can state. */
export const PARTS = [
  'algorithm',
  'size',
  'curve',
  'parameters',
  'hash',
  'mode',
  'padding',
  'primitive',
  'role',
  'purpose',
  'versions',
  'minVersion',
  'maxVersion',
  'suites',
  'groups',
  'schemes',
  'verification',
  'usedForSecurity',
  'side',
] as const;
export type PartName = (typeof PARTS)[number];
export type PartRules = Readonly<Partial<Record<PartName, PartRule>>>;

export interface Condition {
  /** One of these holds. */
  readonly any?: readonly Condition[];
  /** Number of positional arguments, or the least and the most. */
  readonly args?: number | readonly [number, number];
  /** A source that must not be given. */
  readonly absent?: Source;
  /** A source and the values it may have (case does not matter). */
  readonly given?: Source;
  readonly is?: readonly (string | number | boolean)[];
  readonly not?: readonly (string | number | boolean)[];
  /** Its text has this pattern (case ignored), or has it not; what is not known has none. */
  readonly find?: string;
  readonly lacks?: string;
  /** One of these words stands in the text of the file, whatever its case, in a comment too. */
  readonly mentions?: readonly string[];
  /** None of these words does. */
  readonly unmentioned?: readonly string[];
  /** `number`: it is one, or may be one (an argument, a setting); `other`: it surely is none. */
  readonly kind?: 'number' | 'other';
  /** Only what stands in the code counts: a member of an argument that nobody knows may be there or not. */
  readonly written?: true;
}

/** What a setting names: lists of TLS, names of SSH, a curve, an algorithm, the family of a key beside its size or curve. */
export type KeptAs = 'suites' | 'groups' | 'schemes' | 'ssh' | 'curve' | 'algorithm' | 'key';

/** What one call, constructor, method, constant or literal means. See docs/adding-a-rule.md. */
export interface Rule {
  /** Qualified names of functions, constructors (name of the type) or methods (`type.method`). */
  readonly call?: string | readonly string[];
  /** Types whose literals mean this: `crypto/tls.Config`. Entries are named arguments. */
  readonly literal?: string | readonly string[];
  /** Constants and members read without a call. */
  readonly read?: string | readonly string[];
  /** Methods (`type.method`) that a class of the file makes do nothing where the type asks for a check. */
  readonly idle?: string | readonly string[];
  /**
   * Words of the name of a function that no other rule knows: one of each entry (`a|b`), and none of `without`. It speaks
   * only where the function is not known to lead to a use that is reported. `own`: one that the file itself declares
   * speaks only where it `computes` something, or where it `works`: does that or calls something.
   */
  readonly named?: {
    readonly has: readonly string[];
    readonly without?: readonly string[];
    readonly own?: 'computes' | 'works';
  };
  /**
   * Words of the name of a setting, as `named` has them: a text that code keeps under it is told, by what it is kept `as`, where no
   * use of the file is told there. `find`: what the text looks like.
   */
  readonly kept?: {
    readonly has: readonly string[];
    readonly without?: readonly string[];
    readonly as: KeptAs;
    readonly find?: string;
  };
  readonly when?: Condition | readonly Condition[];
  /** Present: a use to be reported. Absent: an ingredient of other calls. */
  readonly purpose?: Purpose;
  readonly role?: Role;
  /**
   * An ingredient that is reported, as this use and where it stands, when no reported use of the file takes it up. Nothing is
   * said where its algorithm is not known, but with `unknown`: a key is worth knowing of whatever its kind. A `step` is told
   * beside the use that takes it up as well, as a part of it: a line that names the algorithm, its size or its padding.
   */
  readonly alone?: {
    readonly purpose: Purpose;
    readonly role?: Role;
    readonly unknown?: true;
    readonly step?: true;
  };
  /** A constant that is told, as this use, where something is compared with it: the comparison says what is accepted. */
  readonly compared?: { readonly purpose: Purpose; readonly role?: Role };
  /** The object the use is about: what is set on it later counts as well. */
  readonly subject?: Source;
  readonly parts?: PartRules;
  /** An object on which what is set on the result later is set as well: `EVP_DigestSignInit(md, &pctx, ..)`. */
  readonly shares?: Source;
  /** Objects whose parts the result takes over where it has none of its own. */
  readonly like?: Source | readonly Source[];
  /** What the call changes in the object it is called on (or in `of`). */
  readonly refines?: PartRules & { readonly like?: Source | readonly Source[]; readonly of?: Source };
  /** Qualified type of the result; `$this` or `$0` when the call hands that back. */
  readonly returns?: string;
  /** The result has these members, each of a type, all alike in parts: `{publicKey: X.PublicKey}`. */
  readonly members?: Readonly<Record<string, string>>;
  /** Values of the result itself: for `read` and for small look-up functions. */
  readonly value?: Source | readonly Source[];
  /** The value is the name of a function that is looked up while the program runs: the result is that function. */
  readonly function?: true;
  /** The result is a setting: its key, and what it is when it is not set. With `file` of one of the settings files that the source file names. */
  readonly setting?: {
    readonly key: Source;
    readonly default?: Source;
    readonly file?: true;
    /** An argument whose type is filled with what is read: its fields are keys. */
    readonly fills?: Source;
  };
  /** A positional argument that is a variable and receives the result: `$1`. */
  readonly gives?: string;
  /** A callback among the arguments gets the result at this position: `{arg: 2, at: 1}`. With `gives` the call gives what it gives. */
  readonly callback?: { readonly arg: Source; readonly at: number; readonly gives?: true };
  /** The use stands where this entry or named argument stands, not where the map or the call begins: `SIMPLE_JWT = {.. ALGORITHM ..}`. */
  readonly at?: string;
  /**
   * The use is a protocol configuration, not an algorithm. `exchange: false`: the suites that it sets choose no key exchange
   * (those of TLS 1.3, ciphers of SSH), so that the line is worth nothing where they are not known.
   */
  readonly protocol?: {
    readonly type: string;
    readonly side?: 'server' | 'client' | 'both';
    readonly exchange?: false;
  };
  /** Words that must stand in the file, where they cannot be derived from the name; of several lists one. */
  readonly tokens?: readonly string[] | readonly (readonly string[])[];
  /** The call ends an operation of which another rule has told the beginning: not told again on the same line. */
  readonly completes?: true | 'elsewhere';
  /** It does nothing with the algorithm (a key that is written out): told as a part, wherever it stands. */
  readonly aside?: true;
  readonly confidence?: number;
  readonly note?: string;
}

/** A file of `rules/source/<language>/`. */
export interface RuleFile {
  readonly library: string;
  readonly source: string;
  /** Prefix of every name in this file. */
  readonly prefix?: string;
  /** Types: what they extend, and the parts that every value of the type has. */
  readonly types?: Readonly<
    Record<string, { readonly extends?: string | readonly string[]; readonly parts?: PartRules }>
  >;
  /** Another name for a module or type: `{pycrypto: Crypto}`. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Qualified constant → value. */
  readonly constants?: Readonly<Record<string, string | number | boolean>>;
  /** Command-line tools by the name of the program: how their words are read. */
  readonly tools?: ToolRules;
  readonly rules?: readonly Rule[];
}
