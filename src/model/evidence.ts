/** A place inside a scanned file. Lines and columns count from 1, in UTF-16 units. */
export interface FileLocation {
  readonly type: 'file';
  /** Relative to the scan root, `/` separated. Archive entries append `!/entry/path` for each level. */
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** A live endpoint that the user named. `declaredAt` is the line of the targets file, where there is one. */
export interface EndpointLocation {
  readonly type: 'endpoint';
  readonly endpoint: string; // 'tls://example.com:443'
  readonly declaredAt?: { readonly path: string; readonly line: number };
}

export type Location = FileLocation | EndpointLocation;

export type Technique =
  | 'syntax-tree' // a call resolved in a syntax tree
  | 'content' // decoded bytes of a certificate, key, store
  | 'configuration' // a setting that was read
  | 'product-default' // an absent setting and what the product then does
  | 'manifest'
  | 'binary'
  | 'handshake'
  | 'text';

/** Where one of the values is written that decide which asset it is: an option, a constant, an argument. */
export interface DecidedAt {
  /** What the value says: `size`, `curve`, `algorithm`, `versions`, ... */
  readonly what: string;
  readonly location: FileLocation;
}

export interface Evidence {
  readonly location: Location;
  /** Only places on another line than the one at which `location` begins. */
  readonly decidedAt?: readonly DecidedAt[];
  readonly technique: Technique;
  /** 0..1: how sure that the asset is really there. */
  readonly confidence: number;
  /** Function, method or setting name: CycloneDX `occurrence.symbol`. */
  readonly symbol?: string;
  /** Enclosing function or configuration block. */
  readonly scope?: string;
  /** The line seen, with secrets masked; never key material. At most 240 characters. */
  readonly excerpt?: string;
}
