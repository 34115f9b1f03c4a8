/**
 * Where web-tree-sitter keeps a syntax tree in its memory. Asking for it through the library crosses into WebAssembly for
 * every property of every node and costs more than parsing; reading it in place is ten times faster. The layout is that of
 * `SubtreeHeapData`, `SubtreeInlineData` (tree-sitter lib/src/subtree.h) and `TSLanguage` (lib/src/parser.h, ABI 14 and 15) on
 * wasm32. `test/unit/parse/source/syntax-node.test.ts` compares every node of every fixture with what the library says.
 */
declare const WebAssembly: {
  readonly Memory: new (size: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer };
};

/** Handed to the library when it starts. Pages of 64 KiB. */
export const memory = new WebAssembly.Memory({ initial: 512, maximum: 32_768 });

/** Views of the memory; made anew when it has grown. */
const heap = views();

function views() {
  return {
    buffer: memory.buffer,
    u8: new Uint8Array(memory.buffer),
    u16: new Uint16Array(memory.buffer),
    u32: new Uint32Array(memory.buffer),
  };
}

/** To be called after every parse: it may have made the memory grow, and the views of it worthless. */
export function refreshHeap(): void {
  if (heap.buffer !== memory.buffer) Object.assign(heap, views());
}

/** A leaf small enough to be kept in its slot: the lowest bit is set, which no pointer has. */
const INLINE = 1;
export const NO_SYMBOL = 0;
const ERROR_SYMBOL = 0xffff;

/** Slots of children are in front of the data of their parent. */
const SLOT_BYTES = 8;

function isInline(slot: number): boolean {
  return (heap.u8[slot]! & INLINE) !== 0;
}

/** Number of structural children, hidden ones among them. */
export function childCount(slot: number): number {
  return isInline(slot) ? 0 : heap.u32[(heap.u32[slot >> 2]! + 36) >> 2]!;
}

export function childSlot(slot: number, index: number, count: number): number {
  return heap.u32[slot >> 2]! - (count - index) * SLOT_BYTES;
}

/** Bytes before the node that belong to it, and bytes of the node. UTF-16: two for each unit. */
export function paddingOf(slot: number): number {
  return isInline(slot) ? heap.u8[slot + 6]! : heap.u32[(heap.u32[slot >> 2]! + 4) >> 2]!;
}

export function sizeOf(slot: number): number {
  return isInline(slot) ? heap.u8[slot + 7]! : heap.u32[(heap.u32[slot >> 2]! + 16) >> 2]!;
}

export function symbolOf(slot: number): number {
  return isInline(slot) ? heap.u8[slot + 1]! : heap.u16[(heap.u32[slot >> 2]! + 40) >> 1]!;
}

export const VISIBLE = 1;
export const NAMED = 2;
export const EXTRA = 4;
export const MISSING = 8;

export function flagsOf(slot: number): number {
  if (isInline(slot)) {
    const bits = heap.u8[slot]! >> 1;
    return (bits & 7) | ((bits >> 1) & MISSING);
  }
  const at = heap.u32[slot >> 2]! + 44;
  return (heap.u8[at]! & 7) | (heap.u8[at + 1]! & 2 ? MISSING : 0);
}

/** Is there a syntax error in it? */
export function hasErrorIn(slot: number): boolean {
  if (flagsOf(slot) & MISSING) return true;
  return !isInline(slot) && heap.u32[(heap.u32[slot >> 2]! + 32) >> 2] !== 0;
}

function productionOf(slot: number): number {
  return heap.u16[(heap.u32[slot >> 2]! + 66) >> 1]!;
}

/** The tables of one grammar. */
export class GrammarTables {
  readonly #aliases: number;
  readonly #longestAlias: number;
  readonly #slices: number;
  readonly #entries: number;
  readonly #metadata: number;
  readonly #public: number;

  /** @param at address of the `TSLanguage` */
  constructor(at: number) {
    const word = (offset: number): number => heap.u32[(at + offset) >> 2]!;
    this.#longestAlias = heap.u16[(at + 36) >> 1]!;
    this.#slices = word(64);
    this.#entries = word(68);
    this.#metadata = word(72);
    this.#public = word(76);
    this.#aliases = word(84);
  }

  /** The symbol that the library shows for one of the grammar's. */
  shown(symbol: number): number {
    return symbol >= ERROR_SYMBOL - 1 ? symbol : heap.u16[(this.#public >> 1) + symbol]!;
  }

  /** Name that the rule of the parent gives a child, by its number among those that are no extras; `NO_SYMBOL`: none. */
  alias(parent: number, structural: number): number {
    const production = productionOf(parent);
    return production === 0
      ? NO_SYMBOL
      : heap.u16[(this.#aliases >> 1) + production * this.#longestAlias + structural]!;
  }

  isNamedAlias(symbol: number): boolean {
    return heap.u8[this.#metadata + symbol * 3 + 1] === 1;
  }

  /** Entries of the field map of a node: first address and the address after the last. */
  fields(slot: number): readonly [from: number, to: number] {
    const slice = (this.#slices + productionOf(slot) * 4) >> 1;
    const from = this.#entries + heap.u16[slice]! * 4;
    return [from, from + heap.u16[slice + 1]! * 4];
  }
}

/** One entry of a field map: the field, the structural child, and whether the child's own map says which node is meant. */
export function fieldId(entry: number): number {
  return heap.u16[entry >> 1]!;
}

export function fieldChild(entry: number): number {
  return heap.u8[entry + 2]!;
}

export function isInherited(entry: number): boolean {
  return heap.u8[entry + 3] === 1;
}

/** Address of the language of a tree, whose root slot begins it. */
export function languageOf(root: number): number {
  return heap.u32[(root + SLOT_BYTES) >> 2]!;
}
