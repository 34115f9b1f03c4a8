import type { Face } from '../face.js';
import type { Outline } from './dormant/outline.js';
import type { FileTree } from './tree/ir.js';
import type { SyntaxNode } from './tree/syntax-node.js';

/** What the core needs to know of a language: how its trees are lowered and how its names look in text. */
export interface Language {
  /** Folder of its rules and `usage.language`. */
  readonly id: string;
  /** Rule folders that apply, in order: `['java']` for Kotlin as well. */
  readonly rules: readonly string[];
  readonly extensions: readonly string[];
  /** Names without extension: `Rakefile`. Lower case. */
  readonly names?: readonly string[];
  /** Files that hold the language although neither extension nor name says so: a shebang, a recipe inside another file. */
  holds?(face: Face): boolean;
  /** The text that is in this language, everything else blanked; every line keeps its number. Default: all of it. */
  text?(text: string, path: string): string;
  /** File of `dist/grammars/` for a path; the text tells dialects apart. */
  grammar(path: string, text: string): string;
  lower(root: SyntaxNode, path: string): FileTree;
  /** Instead of the two above, for a language without a grammar: it reads its text itself, in time linear to its length. */
  read?(text: string): ReadText;
  /** Finds the functions of a text, so that those that cannot matter need not be parsed. Absent: files are parsed whole. */
  outline?(text: string): Outline | undefined;
  /**
   * Words that must all stand in a file for a qualified name to be used in it; `undefined` = the general rule
   * (the part before the last segment, and the last segment).
   */
  tokens?(qualified: string): readonly string[] | undefined;
  /**
   * May a type that nothing in the file declares or imports be this one of the rules? For snippets, and for imports that
   * stand in another file.
   * @param names full names of the types that are called so
   */
  bare?(names: readonly string[], module: string, piece: boolean): string | undefined;
  /** The method of a type that makes an object of it: `Signer.new(key)`. Default: the type itself is called. */
  readonly constructsBy?: string;
  /** Methods that operators call: `k * point` is `point.__mul__(k)`. Either operand may be the object. */
  readonly operators?: Readonly<Record<string, string>>;
  /** An argument that is nothing, `f(undefined)`, is one that is not given: the default of the parameter holds. */
  readonly nothingIsNotGiven?: boolean;
  /** `f.call(object, ..)` names the object first, before the arguments. */
  readonly callNamesObject?: boolean;
  /** Methods of collections hand their elements to a block, which takes rows apart where it has several parameters. */
  readonly blocksTakeApart?: boolean;
  /** Named arguments that no parameter asks for are a map, the last of the arguments by position. */
  readonly optionsAreLast?: boolean;
  /** `x.name` reads `x.getName()`, and `x.name = v` calls `x.setName(v)`: classes of Java in Kotlin and Groovy. */
  readonly beanProperties?: boolean;
  /** A name that is imported is not that of a class of the file, even if one has it. */
  readonly importsFirst?: boolean;
  /** Methods of a type may stand in another file than its declaration. */
  readonly typesSpanFiles?: boolean;
  /** Functions of one name stand beside each other: overloads, arms of conditional compilation. */
  readonly overloads?: boolean;
  /** A list or map is declared by the type of its elements: `[]*x509.Certificate`. What is taken out of it has that type. */
  readonly listsAreTyped?: boolean;
  /** Functions of these names run before the others: `func init()` of Go fills the tables that they look into. */
  readonly begins?: RegExp;
  /** What stands in the body of a class runs where the class stands, before what stands below it. */
  readonly classBodiesRun?: boolean;
  /** Functions hand structures to each other: what one puts into a member another one finds there. */
  readonly structures?: boolean;
  /** Members of the type around need their owner (`self.x`, `Self::x`): a bare name is none of them. */
  readonly membersAreNamed?: boolean;
  /** What an object has is read by calling it: `settings.bits` of Ruby. */
  readonly readsAreCalls?: boolean;
  /** Methods need their object (`self.sign(..)`): a bare name that is called is none of them. */
  readonly methodsAreNamed?: boolean;
  /** A class without a constructor is made with what its fields are: dataclasses, named tuples, models. */
  readonly fieldsAreParameters?: boolean;
  /** Functions of a type that need not be written, by which an object of it is made: `#[derive(Default, Parser)]`. */
  readonly derived?: ReadonlySet<string>;
  /** Functions by which a type makes an object of itself, whoever wrote it: `Pkcs11::new(path)`. */
  readonly makers?: ReadonlySet<string>;
  /** `Trait::method(object, ..)` calls a method of the object. */
  readonly traitCalls?: boolean;
  /** Qualified name of a name that nothing in the file declares; default: the name itself. */
  unbound?(name: string, module: string, piece: boolean): string;
  /**
   * Functions are handed on by their names: `map_or_else(TlsConnector::new, Ok)`; `'members'` where types are as well:
   * `new Lazy<ECDsa>(ECDsa.Create)`, `pool.submit(rsa.generate_private_key, 65537, 2048)`; `'followed'` where only what its
   * arguments follow is run: `limit(crypto.generateKeyPairSync, 'rsa', options)`.
   */
  readonly handsFunctions?: 'named' | 'members' | 'followed';
  /** Methods by which a collection hands out what it holds; a collection is known by the type of that. */
  readonly elements?: ReadonlySet<string>;
  /** Members by which what only holds another object hands it out; such a holder is known by the type of what it holds. */
  readonly opens?: ReadonlySet<string>;
  /** Name of the package in which a file stands; the last part, behind a colon, is how the package names itself: `a:crate`. */
  home?(path: string): string;
  /** By which names of the package in which they stand begin. */
  readonly ownPackage?: string;
  /** The export that a module stands for where it is imported as a whole. */
  readonly wholeModule?: string;
  /**
   * What a text imports, read without a grammar: it tells whether a file that holds no use of its own is worth reading
   * for what it imports or hands on.
   */
  importsIn?(text: string, path: string): readonly ImportLine[];
  /** What a file imports can be imported from it. */
  readonly importsAreNames?: boolean;
  /** Names that the language and its own library declare, and no program: no other file is asked for them. */
  isStandard?(name: string): boolean;
  /** Names of packages that may hand on another one: `tokio_rustls::rustls::ClientConfig`. The package is cut off. */
  readonly handsOn?: RegExp;
  /** Names of the program's own modules: an import of one may hand on a name of a library. */
  readonly own?: RegExp;
}

export interface ImportLine {
  /** Qualified name of what is imported, as the lowering has it; of a module where all or the whole of it is. */
  readonly name: string;
  /** The name that it has in the file; `*` where it is every name of a module. */
  readonly local: string;
}

/** Text that was read without a grammar. */
export interface ReadText {
  readonly tree: FileTree;
  /** Does a comment stand at this index? */
  inComment(index: number): boolean;
}

/** Languages of one group can import from each other: Kotlin from Java. */
export function groupOf({ rules, id }: Language): string {
  return rules[0] ?? id;
}
