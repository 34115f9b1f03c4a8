import type { AlgorithmSpec } from '../../../catalog/types.js';
import type { MaterialAsset, ProtocolAsset, Usage } from '../../../model/index.js';

/** One product's knowledge, as `rules/config/<product>.yaml` writes it and `rules/schema/config.json` checks it. */
export interface ProductRules {
  readonly product: string;
  readonly title: string;
  readonly domain: string;
  /** Page or file of the product from which the knowledge is. */
  readonly source: string;
  /** Reader of `formats.ts`. */
  readonly format: string;
  /** General knowledge: what a product's own rules find at the same place stands before it. */
  readonly general?: boolean;
  /** Names are compared without case. */
  readonly ignoreCase?: boolean;
  /** Which of several equal settings counts. */
  readonly repeated?: 'first' | 'last';
  /** Directives that bring in other files: where one stands, what is not written is not a fact. */
  readonly includes?: readonly string[];
  /** Blocks of which one must be around: a file without it is brought into such a block by another file. */
  readonly enclosing?: readonly string[];
  /** Names of main files; any other file is brought in by one of these. */
  readonly main?: readonly string[];
  /** Any entry is enough; inside an entry everything given must hold. */
  readonly recognise: readonly Recognition[];
  /** Blocks that only ask whether something is there: what stands in them counts as standing around them. */
  readonly conditional?: readonly string[];
  /** Sections that take over the settings of others which they name: ipsec.conf `also=`. */
  readonly merges?: SectionMerge;
  /** A block takes over the blocks that its arguments name: swanctl `venus : connections.gw { }`. */
  readonly inherits?: boolean;
  /** Directives whose arguments are settings themselves: HAProxy `bind :443 ssl crt x.pem`. */
  readonly words?: Readonly<Record<string, readonly string[]>>;
  readonly finds: readonly Find[];
}

export interface Recognition {
  /** Globs on the file name, lower case. */
  readonly name?: readonly string[];
  /** Globs on the whole path, lower case. */
  readonly path?: readonly string[];
  /** Tokens that must all be in the text. */
  readonly all?: readonly string[];
  /** Tokens of which one must be in the text. */
  readonly any?: readonly string[];
}

export interface SectionMerge {
  /** Name of the sections: `conn`. Their first argument is what others name. */
  readonly section: string;
  /** The setting that names another section. */
  readonly by: string;
  /** A section that another one takes over and that has none of these is only a template. */
  readonly own: readonly string[];
}

/** One kind of fact to be found in one kind of block. */
export interface Find {
  readonly id: string;
  /** Rows of `fixtures/configs/rows.yaml` that this find covers. */
  readonly rows?: readonly string[];
  /** Path pattern of the block; the document itself when absent. */
  readonly block?: string | readonly string[];
  /** All must hold; an inner list is an alternative. `name`, `name = value`, `name ~ pattern`, `!…`, `… & …`. */
  readonly if?: readonly (string | readonly string[])[];
  /** Settings are also looked for in the enclosing blocks. */
  readonly inherit?: boolean;
  /** Settings whose place is shown first; otherwise the most telling one that is present. */
  readonly at?: readonly string[];
  readonly label?: string;
  readonly confidence?: number;
  readonly source?: string;
  readonly because?: string;

  readonly protocol?: ProtocolAsset['type'];
  readonly side?: ProtocolAsset['side'];
  /** Several sources limit each other: a minimum and a maximum. */
  readonly versions?: ValueSource | readonly ValueSource[];
  readonly suites?: ValueSource | readonly ValueSource[];
  readonly groups?: ValueSource | readonly ValueSource[];
  readonly schemes?: ValueSource | readonly ValueSource[];
  /** A pre-shared key mixed into the exchange makes it quantum-safe (RFC 8784, WireGuard). */
  readonly mixedSecret?: string | readonly string[];

  readonly algorithm?: AlgorithmSource;
  readonly material?: MaterialSource;

  /** Role → settings that name a file. */
  readonly files?: Readonly<Record<string, string | readonly string[]>>;
  /** Setting that holds the listen address, or the exposure itself. */
  readonly exposure?: { readonly from?: string; readonly is?: Usage['exposure'] };
  readonly purpose?: Usage['purpose'];
  readonly role?: Usage['role'];
}

/** Where a list comes from and how its value is written. */
export interface ValueSource {
  readonly from?: string | readonly string[];
  /** A list that is always the same, whatever the file says. */
  readonly is?: string;
  /** Name of an expander in `values/expanders.ts`. */
  readonly as: string;
  /** Pattern with one group: the part of the value that counts. */
  readonly part?: string;
  /** Values of every setting found, not only of the one that counts. */
  readonly every?: boolean;
  /** The settings are switches (`ssl_tlsv1_2=YES`): the name of each that is on counts, not its value. */
  readonly switches?: boolean;
  /** Words of the product → words the expander knows. */
  readonly map?: Readonly<Record<string, string>>;
  readonly absent?: Absent;
}

/** What an absent setting means. Without `value` it is said to be unknown, with the reason. */
export interface Absent {
  readonly value?: string;
  /** `ecosystem/name` in `rules/libraries/` of the product whose version decides: the inventory looks for it in the tree. */
  readonly decidedBy?: string;
  readonly because: string;
  readonly source?: string;
  /** Version range of the product for which it holds, when known: printed, never guessed. */
  readonly version?: string;
}

export interface AlgorithmSource {
  readonly from?: string | readonly string[];
  readonly is?: AlgorithmSpec;
  readonly map?: Readonly<Record<string, AlgorithmSpec | null>>;
  readonly part?: string;
  readonly every?: boolean;
  /** Split values at white space and commas: lists. */
  readonly list?: boolean;
  /** Words that are not in the map or the catalogue are left out instead of reported as unknown. */
  readonly others?: 'ignore';
  readonly size?: string | readonly string[];
  /** Bits of one unit of the size: 8 where bytes are written. */
  readonly sizeTimes?: number;
  /** The size that the product takes for a family where none is written. */
  readonly sizeAbsent?: { readonly family: string; readonly size: number; readonly because: string };
  readonly curve?: string | readonly string[];
  readonly hash?: string | readonly string[];
  readonly primitive?: AlgorithmSpec['primitive'];
  /** Parts that an absent setting means. */
  readonly absent?: { readonly spec: AlgorithmSpec; readonly because: string; readonly source?: string };
}

export interface MaterialSource {
  readonly from: string | readonly string[];
  readonly type: MaterialAsset['type'];
  readonly format: string;
  readonly algorithm?: AlgorithmSpec;
  /** The value names a file; otherwise the value is the material and is never shown. */
  readonly file?: boolean;
  readonly every?: boolean;
  /** Prefix of the value → algorithm: `age1pq1` before `age1`. */
  readonly prefixes?: Readonly<Record<string, AlgorithmSpec>>;
  readonly part?: string;
}
