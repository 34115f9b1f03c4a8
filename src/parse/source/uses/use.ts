import type { Agility } from '../../../model/index.js';
import type { PartName } from '../rules/rule.js';
import type { Arms } from '../run/values/arms.js';
import type { Transform } from '../run/values/values.js';
import type { PackedCalls } from './packed-calls.js';

/** Where a value is written. Lines and columns count from 1; the path where it is another file than that of the use. */
export interface Written {
  readonly line: number;
  readonly column: number;
  readonly path?: string;
}

/** One alternative of a part after the file was read: known, or open until other files are. Serialisable. */
export type Slot =
  | {
      readonly known: string | number | boolean;
      readonly from: Agility;
      readonly note?: string;
      readonly at?: Written;
      /** Where a constant that holds it is handed to the function that uses it. */
      readonly handed?: Written;
      /** Of a text put together on several lines: its pieces in order, those that are written somewhere. */
      readonly pieces?: readonly { readonly text: string; readonly at: Written }[];
      readonly fallback?: true;
      /** Only the type of the value is known, whose name this is; why the value itself is not. */
      readonly typeOnly?: string;
      /** Arms of branches in which it holds: see `arms.ts`. */
      readonly arms?: Arms;
    }
  | { readonly list: readonly (readonly Slot[])[] }
  | { readonly object: Readonly<Record<string, readonly Slot[]>> }
  | {
      readonly param: string;
      readonly index: number;
      readonly name: string;
      readonly path: readonly string[];
      readonly via?: readonly Transform[];
      /** The field of a class of another file that it is: what that is declared with holds where no caller says more. */
      readonly declared?: string;
    }
  | { readonly symbol: string; readonly via?: readonly Transform[]; readonly at?: Written; readonly arms?: Arms }
  /** `file`: the end of the path of the file that has it. */
  | { readonly setting: string; readonly file?: string; readonly via?: readonly Transform[] }
  | { readonly why: string };

export type KnownSlot = Extract<Slot, { known: unknown }>;
export type SymbolSlot = Extract<Slot, { symbol: unknown }>;
export type SettingSlot = Extract<Slot, { setting: unknown }>;

export type Slots = readonly Slot[];

/** A member of a setting that holds others. */
export function settingIn(slot: SettingSlot, member: string): SettingSlot {
  return { ...slot, setting: slot.setting ? `${slot.setting}.${member}` : member };
}

/** One use of cryptography found in a file: the rule that says so, the place, and the parts. Serialisable. */
export interface Use {
  readonly rule: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  /** The column behind the last character. */
  readonly endColumn?: number;
  readonly symbol: string;
  readonly scope?: string;
  readonly excerpt: string;
  /** Of a protocol: the line on which a list of it is written, where that is another one. */
  readonly lists?: Readonly<Record<string, { readonly line: number; readonly excerpt: string }>>;
  /** Of a protocol: the calls and entries that set a list of it on another line than that on which it is made. */
  readonly setBy?: readonly {
    readonly part: PartName;
    readonly slots: Slots;
    readonly line: number;
    readonly column: number;
  }[];
  readonly hints: readonly string[];
  /** Texts and names that the tests around it ask for, the nearest last. */
  readonly asked?: readonly (readonly string[])[];
  readonly parts: Readonly<Record<string, Slots>>;
  /** It speaks by its name alone: where a function of this name reports what it does, a call of it is a part of that. */
  readonly byName?: string;
  /** By the name of a function, where that is written: it says nothing where a function of this name reports what it does. */
  readonly declared?: true;
  /** A step of another use, told as a part. */
  readonly step?: true;
  /** It stands in test code of a file that is none as a whole. */
  readonly test?: true;
}

/** A call of something that another file may declare. */
export interface OutsideCall {
  readonly name: string;
  readonly args: readonly { readonly name?: string; readonly values: Slots }[];
  /** The function in which the call stands: its parameters may be among the values. */
  readonly within?: string;
}

/** Something of a library that a file makes and others may use: a name of the library, or an object with what is known of it. */
export type Export =
  | { readonly symbol: string }
  /** What it stands for, where a use of another file lacks that. */
  | { readonly values: Slots }
  /** Several results at once: what is known of each. */
  | { readonly list: readonly (readonly Export[])[] }
  | {
      readonly type?: string;
      /** Why there is no more than a type. */
      readonly why?: string;
      readonly parts?: Readonly<Record<string, Slots>>;
      readonly fields?: Readonly<Record<string, readonly Export[]>>;
    };

/** Alternatives by qualified name; what a function gives back stands under its name with `()`. */
export type Exports = Readonly<Record<string, readonly Export[]>>;

/** What the files of a tree export, by the rule folder of the languages that can import it from each other. */
export type TreeExports = Readonly<Record<string, Exports>>;

/** What other files need to know of this one. Plain data: it crosses worker boundaries and is cached. */
export interface SourceModule {
  readonly kind: 'source';
  /** Under which other files import from it. */
  readonly name: string;
  /** The package in which it stands: see `Language.home`. */
  readonly home: string;
  readonly path: string;
  readonly language: string;
  readonly context: string;
  /** Qualified name → values of constants that other files can read. */
  readonly constants: Readonly<Record<string, Slots>>;
  /** Qualified name → what fields begin with and functions give back, where that is known; only of those that were read. */
  readonly gives: Readonly<Record<string, Slots>>;
  /** Objects, types and functions of libraries that other files can have from this one. */
  readonly exports: Exports;
  /** Modules all of whose names this one hands on: `export * from`. */
  readonly handsOn: readonly string[];
  /** Names that other files may declare, with blanks between. */
  readonly imports: string;
  /** Of the names that it imports those that may be of a library, as rules would have them used. */
  readonly wanted: string;
  /** Names of other files that would decide a part of its uses, with blanks between. */
  readonly lacking?: string;
  /** Uses that still depend on arguments, other files or settings. */
  readonly open: readonly Use[];
  /** Sites (`line:column`) at which callers inside the file determined the values. */
  readonly settled: readonly string[];
  readonly calls: PackedCalls;
  /** Functions whose name says what they do, and in which uses are reported, as `byName` has them. */
  readonly telling: readonly string[];
  /** Names that are called in functions which were not read because nothing in the file depends on them, with blanks between. */
  readonly unread?: string;
  /** Keys of the settings that the values wait for. */
  readonly settings: readonly string[];
}

/** The parts as they are compared: where a value is written makes no difference, nor the arms in which it holds. */
export function partsKey(parts: unknown): string {
  return (
    JSON.stringify(parts, (name, value) =>
      name === 'arms' || (name === 'at' && isWritten(value)) ? undefined : value,
    ) ?? ''
  );
}

function isWritten(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'line' in value && 'column' in value;
}

/** Is it `false`, whatever the way? What may be on as well is not off. */
export function isOff(slots: Slots | undefined): boolean {
  return (
    slots !== undefined &&
    slots.length > 0 &&
    slots.every((slot) => 'known' in slot && String(slot.known).toLowerCase() === 'false')
  );
}

/** Is every alternative determined inside the file? */
export function isOpen(slots: Slots): boolean {
  return slots.some((slot) => {
    if ('list' in slot) return slot.list.some(isOpen);
    return 'param' in slot || 'symbol' in slot || 'setting' in slot;
  });
}
