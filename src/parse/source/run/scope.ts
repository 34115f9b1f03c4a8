import { ownCopy } from '../../text.js';
import type { FunctionNode, Node, Span } from '../tree/ir.js';
import { inArm } from './values/arms.js';
import { keyOf, union, type Value, type Values } from './values/values.js';

/** Of what is written nowhere. */
export const NO_PLACE: Span = { row: 0, column: 0, start: 0, end: 0 };

/** A function together with the scope in which it was written. */
export interface Closure {
  readonly id: number;
  readonly node: FunctionNode;
  readonly frame: Frame;
  /** `module.Class.name`: how other files and the report call it. */
  readonly qualified: string;
  readonly cls?: ClassInfo;
}

export interface FieldInfo {
  readonly node: Node & { k: 'assign' };
  readonly static: boolean;
}

/** A class declared in the file. */
export interface ClassInfo {
  readonly id: number;
  readonly name: string;
  readonly qualified: string;
  readonly frame: Frame;
  readonly bases: readonly Node[];
  readonly fields: Map<string, FieldInfo>;
  /** Names of those that are not declared, but stored: `this.curve = ..`. */
  readonly stored: Set<string>;
  readonly methods: Map<string, Closure[]>;
  readonly constructors: Closure[];
  readonly nested: Map<string, ClassInfo>;
  readonly single: boolean;
  /** Its declaration stands elsewhere: which fields it has is not known. */
  readonly open?: boolean;
  readonly typeParameters?: readonly string[];
}

/** One function activation, or the file itself. */
export interface Frame {
  readonly id: number;
  readonly parent?: Frame;
  readonly name: string;
  readonly cls?: ClassInfo;
  readonly self?: Value;
  /** Activations from the file down to here. */
  readonly depth: number;
  returned: Values;
  /** What is given to the function has left it: nothing behind is run. */
  over?: boolean;
  /** Argument → what was stored where it points to. */
  outputs?: Map<string, Values>;
  /** What the arms that went back to the caller made of fields: none of it is there for what follows in the function. */
  leftFields?: (readonly [Key, Values])[];
}

/** The functions and types in which something stands, from the inside. */
export function namesAround(frame: Frame): string[] {
  const names: string[] = [];
  for (let at: Frame | undefined = frame; at; at = at.parent) {
    if (at.name && at.name !== 'constructor') names.push(at.name);
    if (at.cls?.name) names.push(at.cls.name);
  }
  return names;
}

/**
 * Variables, fields and parts, by key. Branches work on a copy-on-write child and are joined afterwards, so that
 * both arms of a conditional leave their alternatives.
 */
export class Store {
  readonly #own = new Map<Key, Values>();
  readonly #parent: Store | undefined;

  constructor(parent?: Store) {
    this.#parent = parent;
  }

  get(key: Key): Values | undefined {
    for (let store: Store | undefined = this; store; store = store.#parent) {
      const found = store.#own.get(key);
      if (found) return found;
    }
    return undefined;
  }

  set(key: Key, values: Values): void {
    this.#own.set(key, values);
  }

  fork(): Store {
    return new Store(this);
  }

  /** The fields that were set since it was forked. */
  ownFields(): (readonly [Key, Values])[] {
    return [...this.#own].filter(([key]) => kindOf(key) === FIELD);
  }

  /**
   * Takes over what the arms changed. A key that some arm left alone keeps its value as one alternative.
   * @param arms those that left the function are stopped: only what they did to objects counts afterwards
   * @param branch which of several alternatives comes from which arm is kept under this number
   */
  join(
    arms: readonly { readonly store: Store; readonly stopped: boolean }[],
    exhaustive: boolean,
    branch: number,
  ): void {
    const alive = [...arms.entries()].filter(([, arm]) => !arm.stopped);
    const keys = new Set(alive.flatMap(([, arm]) => [...arm.store.#own.keys()]));
    const whole = exhaustive && alive.length > 0;
    for (const key of keys) {
      const before = this.get(key) ?? [];
      const ways: [number, Values][] = alive.map(([at, arm]) => [at, arm.store.#own.get(key) ?? before]);
      if (!whole) ways.push([arms.length, before]);
      this.set(key, apart(ways, branch));
    }
    for (const [at, arm] of arms.entries()) {
      if (!arm.stopped) continue;
      for (const [key, values] of arm.store.#own) {
        if (kindOf(key) === PART) this.set(key, union(this.get(key) ?? [], inArm(values, branch, at)));
        // The fields of what the arm made: it may be what the function hands back.
        else if (kindOf(key) === FIELD && this.get(key) === undefined) this.set(key, values);
      }
    }
  }
}

/** Alternatives of one arm each. One value alone is the same on every way. */
function apart(ways: readonly (readonly [number, Values])[], branch: number): Values {
  const plain = union(...ways.map(([, values]) => values));
  return plain.length < 2 ? plain : union(...ways.map(([at, values]) => inArm(values, branch, at)));
}

/** Where something is kept: owner, kind and name in one number. Text put together for each look-up took more than the look-up. */
export type Key = number;

const VARIABLE = 0;
const FIELD = 1;
const PART = 2;
const STAND_IN = 3;
const MEMBER = 4;
const KINDS = 8;
const MOST_NAMES = 2 ** 20;

/** Numbers of names. Keys live as long as the store of one file. */
const names = new Map<string, number>();

/** Begins a file: names of earlier ones may be forgotten. */
export function beginNames(): void {
  if (names.size > MOST_NAMES / 2) names.clear();
}

/** Of the object that stands for an argument or a name of another file. */
export function standInKey(of: string): Key {
  return numbered(0, STAND_IN, of);
}

/** For keys of several owners with the same name. */
export function numberOf(name: string): number {
  let number = names.get(name);
  if (number === undefined) {
    number = names.size % MOST_NAMES;
    names.set(ownCopy(name), number);
  }
  return number;
}

function numbered(owner: number, kind: number, name: string): Key {
  return (owner * KINDS + kind) * MOST_NAMES + numberOf(name);
}

function kindOf(key: Key): number {
  return Math.floor(key / MOST_NAMES) % KINDS;
}

/** @param name the name itself or its number */
export function variableKey(frame: Frame, name: string | number): Key {
  return (frame.id * KINDS + VARIABLE) * MOST_NAMES + (typeof name === 'number' ? name : numberOf(name));
}

/** Nothing where no store knows a variable of that name: most words of a text are none. */
export function knownVariableKey(frame: Frame, name: string): Key | undefined {
  return names.has(name) ? variableKey(frame, name) : undefined;
}

export function fieldKey(object: number, name: string): Key {
  return numbered(object, FIELD, name);
}

export function partKey(object: number, name: string): Key {
  return numbered(object, PART, name);
}

/** What was stored in a member of an argument. */
export function memberKey(param: Value & { t: 'param' }): Key {
  return numbered(0, MEMBER, keyOf(param));
}
