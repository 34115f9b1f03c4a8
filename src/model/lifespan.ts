/** A number with where it is from. `assumed` numbers are printed as assumptions. */
export interface Because {
  readonly text: string;
  readonly source?: string;
  readonly assumed?: boolean;
}

export type Exposure = 'internet' | 'partner' | 'internal' | 'at-rest' | 'code-only' | 'unknown';

/** How long what is protected at a place must stay secret (or, for signatures, trusted). Years. */
export interface Lifespan {
  readonly dataClasses: readonly string[];
  readonly secrecyYears?: number;
  readonly retentionYears?: number;
  /** Integrity life for signatures: how long a verifier will trust it. */
  readonly integrityYears?: number;
  readonly exposure: Exposure;
  /** The strongest ground of the years: the user's statement, data found in the tree, or an assumption. */
  readonly basis?: 'stated' | 'found' | 'assumed';
  readonly owner?: string;
  readonly regimes: readonly string[];
  readonly because: readonly Because[];
}
