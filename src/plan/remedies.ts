import { remedyEntries } from '../catalog/remedy-entries.js';
import type { Knowledge } from '../model/index.js';

export type WaveName = 'now' | 'key-establishment' | 'signatures' | 'rest';

/** What to do instead: an entry of `rules/remedies/`. */
export interface Remedy {
  readonly id: string;
  readonly rules: readonly string[];
  readonly title: string;
  readonly wave: WaveName;
  /** Person-days for the first site of a component, low and high. */
  readonly days: readonly [number, number];
  /** Person-days that each further site adds. */
  readonly perSite?: readonly [number, number];
  /** Y: years from decision to done. */
  readonly years: number;
  readonly kind?: 'setting' | 'code' | 'library' | 'key' | 'certificate' | 'hardware' | 'process';
  readonly change: string;
  readonly before?: string;
  readonly after?: string;
  /** Language or product → the same in its own syntax. */
  readonly 'after-in'?: Readonly<Record<string, string>>;
  /** Role of the use → what is written there: making a key is another call than using it. */
  readonly 'after-for'?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  /** Literal text of a line → what stands in its place afterwards. */
  readonly rewrite?: Readonly<Record<string, string>>;
  /** The list of a protocol that the change concerns: its line is the one to show. */
  readonly changes?: 'groups' | 'versions' | 'suites';
  /** The change adds a line; what stands there stays. */
  readonly adds?: boolean;
  readonly prerequisites?: readonly Prerequisite[];
  readonly 'after-remedies'?: readonly string[];
  readonly compatibility?: readonly string[];
  readonly fix?: string;
  readonly confidence?: string;
  readonly source: string;
}

export interface Prerequisite {
  readonly text: string;
  /** Library entries or product names whose version in the tree is compared. */
  readonly products?: readonly string[];
  readonly atLeast?: string;
}

/** By id; a user's entry replaces the shipped one. */
export function readRemedies(knowledge: Knowledge): ReadonlyMap<string, Remedy> {
  return remedyEntries<Remedy>(knowledge);
}
