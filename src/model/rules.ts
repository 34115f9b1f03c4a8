/** The kinds of knowledge in `rules/`. Each has a folder, a schema in `rules/schema/<kind>.json` and one reader. */
export const RULE_KINDS = [
  'algorithms',
  'keys',
  'source',
  'config',
  'libraries',
  'policies',
  'lifespan',
  'remedies',
] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

/** One validated YAML file. Its body is typed by the stage that reads that kind. */
export interface RuleDocument {
  readonly kind: RuleKind;
  /** Path under `rules/`, or the path the user gave. */
  readonly file: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** All knowledge of one run: shipped documents and the user's. */
export interface Knowledge {
  /** Hash of all documents: part of the cache key and of the report. */
  readonly version: string;
  readonly documents: readonly RuleDocument[];
  /** What the build worked out from these documents, by name; absent where there are others besides the shipped ones. */
  readonly derived?: Derived;
}

/** Plain data that everyone who asks for it could work out from the documents as well. */
export interface Derived {
  get(name: string): unknown;
}

/** The bodies of one kind, in order. Others are not touched: they may not have been read yet. */
export function bodiesOf<T = RuleDocument['body']>(knowledge: Knowledge, kind: RuleKind): readonly T[] {
  return knowledge.documents.filter((one) => one.kind === kind).map((one) => one.body as T);
}
