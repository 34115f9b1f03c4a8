export interface TrendPoint {
  readonly date: string;
  /** Open findings in production code that a quantum computer makes harmful. */
  readonly vulnerable: number;
  readonly keyEstablishment: { readonly safe: number; readonly total: number };
  readonly signatures: { readonly safe: number; readonly total: number };
}

export interface Trend {
  readonly points: readonly TrendPoint[];
  /** Policy dates of the latest report that are still to come, earliest first. */
  readonly deadlines: readonly { readonly date: string; readonly text: string }[];
  /** Uses mended a year, by the first and the last point; absent with one day only. */
  readonly pace?: number;
  /** Day on which none is left at that pace; absent when the number does not fall. */
  readonly done?: string;
}

/** One use of cryptography as any inventory can say it. */
export interface Use {
  readonly name: string;
  readonly kind: string;
  /** Path or endpoint; empty where the inventory gives none. */
  readonly place: string;
  readonly line?: number;
}

export interface UsesDifference {
  readonly added: readonly Use[];
  readonly removed: readonly Use[];
  readonly unchanged: number;
}
