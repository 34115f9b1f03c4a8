import type { Language, Tree } from 'web-tree-sitter';
import { pointIn, rowStarts } from '../../rows.js';
import type { Point } from './ir.js';
import * as at from './tree-memory.js';

/** What the nodes of one tree share. */
class Source {
  #rows: readonly number[] | undefined;

  constructor(
    readonly text: string,
    readonly language: Language,
    readonly tables: at.GrammarTables,
    /** Names of node types by symbol. */
    readonly types: readonly (string | null | undefined)[],
    readonly fields: ReadonlyMap<string, number>,
    readonly fieldNames: readonly (string | null | undefined)[],
  ) {}

  point(index: number): Point {
    this.#rows ??= rowStarts(this.text);
    return pointIn(this.#rows, index);
  }
}

/**
 * A node of a syntax tree, with the names of web-tree-sitter's `Node`. It is read from the memory of the library when it is
 * asked for, so a tree must not be deleted before its nodes are done with. Indexes count UTF-16 units.
 */
export class SyntaxNode {
  #children: SyntaxNode[] | undefined;
  #named: SyntaxNode[] | undefined;
  #position: Point | undefined;

  /**
   * @param source of the whole tree
   * @param id address of the slot; unique in the tree
   * @param type name of the kind of node
   * @param flags of `tree-memory`
   * @param field id of the field that the node is in, 0 for none
   * @param place among the children of the parent
   */
  private constructor(
    readonly source: Source,
    readonly id: number,
    readonly parent: SyntaxNode | null,
    readonly type: string,
    private readonly flags: number,
    readonly startIndex: number,
    readonly endIndex: number,
    private readonly field: number,
    private readonly place: number,
  ) {}

  /** The root of a tree that the library has just parsed from this text. */
  static root(tree: Tree, text: string): SyntaxNode {
    at.refreshHeap();
    const { id } = tree.rootNode;
    const source = sourceOf(tree, id, text);
    const symbol = source.tables.shown(at.symbolOf(id));
    const start = at.paddingOf(id);
    const end = start + at.sizeOf(id);
    return new SyntaxNode(
      source,
      id,
      null,
      source.types[symbol] || 'ERROR',
      at.flagsOf(id),
      start >> 1,
      end >> 1,
      0,
      0,
    );
  }

  get text(): string {
    return this.source.text.slice(this.startIndex, this.endIndex);
  }

  get startPosition(): Point {
    this.#position ??= this.source.point(this.startIndex);
    return this.#position;
  }

  get endPosition(): Point {
    return this.source.point(this.endIndex);
  }

  get isNamed(): boolean {
    return (this.flags & at.NAMED) !== 0;
  }

  get isExtra(): boolean {
    return (this.flags & at.EXTRA) !== 0;
  }

  get isMissing(): boolean {
    return (this.flags & at.MISSING) !== 0;
  }

  get isError(): boolean {
    return this.type === 'ERROR';
  }

  get hasError(): boolean {
    return at.hasErrorIn(this.id);
  }

  get children(): readonly SyntaxNode[] {
    if (!this.#children) {
      this.#children = [];
      this.#collect(this.id, this.startIndex << 1, 0, this.#children);
    }
    return this.#children;
  }

  get namedChildren(): readonly SyntaxNode[] {
    this.#named ??= this.children.filter((one) => one.isNamed);
    return this.#named;
  }

  get childCount(): number {
    return this.children.length;
  }

  get namedChildCount(): number {
    return this.namedChildren.length;
  }

  child(index: number): SyntaxNode | null {
    return this.children[index] ?? null;
  }

  namedChild(index: number): SyntaxNode | null {
    return this.namedChildren[index] ?? null;
  }

  get firstChild(): SyntaxNode | null {
    return this.child(0);
  }

  get lastChild(): SyntaxNode | null {
    return this.children.at(-1) ?? null;
  }

  get firstNamedChild(): SyntaxNode | null {
    return this.namedChild(0);
  }

  get lastNamedChild(): SyntaxNode | null {
    return this.namedChildren.at(-1) ?? null;
  }

  get nextSibling(): SyntaxNode | null {
    return this.parent?.child(this.place + 1) ?? null;
  }

  get previousSibling(): SyntaxNode | null {
    return this.place > 0 ? (this.parent?.child(this.place - 1) ?? null) : null;
  }

  get nextNamedSibling(): SyntaxNode | null {
    let next = this.nextSibling;
    while (next && !next.isNamed) next = next.nextSibling;
    return next;
  }

  get previousNamedSibling(): SyntaxNode | null {
    let previous = this.previousSibling;
    while (previous && !previous.isNamed) previous = previous.previousSibling;
    return previous;
  }

  /** The first node in a field. */
  childForFieldName(name: string): SyntaxNode | null {
    const wanted = this.source.fields.get(name);
    const slot = wanted === undefined ? 0 : this.#inField(this.id, wanted);
    return slot === 0 ? null : (this.children.find((one) => one.id === slot) ?? null);
  }

  /** All nodes in a field. */
  childrenForFieldName(name: string): SyntaxNode[] {
    const wanted = this.source.fields.get(name);
    return wanted === undefined ? [] : this.children.filter((one) => one.field === wanted);
  }

  fieldNameForChild(index: number): string | null {
    const field = this.children[index]?.field;
    return field ? (this.source.fieldNames[field] ?? null) : null;
  }

  /** The node and all below it that are of one of these types, in the order of the text. */
  descendantsOfType(types: string | readonly string[]): SyntaxNode[] {
    const wanted = typeof types === 'string' ? [types] : types;
    const found: SyntaxNode[] = [];
    const open: SyntaxNode[] = [this];
    for (let next = open.pop(); next; next = open.pop()) {
      if (wanted.includes(next.type)) found.push(next);
      for (let i = next.children.length - 1; i >= 0; i--) open.push(next.children[i]!);
    }
    return found;
  }

  /** The smallest node at an index. */
  descendantForIndex(index: number): SyntaxNode {
    let found: SyntaxNode = this;
    for (let next: SyntaxNode | undefined = this; next; ) {
      found = next;
      next = next.children.find((one) =>
        one.startIndex === one.endIndex ? one.endIndex >= index : one.endIndex > index,
      );
      if (next && next.startIndex > index) break;
    }
    return found;
  }

  /** Puts the visible children of a slot into a list; hidden ones give theirs. @returns the byte after the last */
  #collect(slot: number, start: number, hiddenField: number, into: SyntaxNode[]): void {
    const { source } = this;
    const count = at.childCount(slot);
    if (count === 0) return;
    const [from, to] = source.tables.fields(slot);
    let position = start;
    let structural = 0;
    for (let i = 0; i < count; i++) {
      const child = at.childSlot(slot, i, count);
      const flags = at.flagsOf(child);
      const extra = (flags & at.EXTRA) !== 0;
      let field = extra ? 0 : hiddenField;
      for (let entry = from; !extra && entry < to; entry += 4) {
        if (at.fieldChild(entry) !== structural || at.isInherited(entry)) continue;
        field = at.fieldId(entry);
        break;
      }
      const alias = extra ? at.NO_SYMBOL : source.tables.alias(slot, structural);
      if (!extra) structural++;
      if (i > 0) position += at.paddingOf(child);
      const end = position + at.sizeOf(child);
      if (alias !== at.NO_SYMBOL || flags & at.VISIBLE) {
        const symbol = source.tables.shown(alias || at.symbolOf(child));
        const type = source.types[symbol] || 'ERROR';
        const own =
          alias === at.NO_SYMBOL ? flags : (flags & ~at.NAMED) | (source.tables.isNamedAlias(alias) ? at.NAMED : 0);
        into.push(new SyntaxNode(source, child, this, type, own, position >> 1, end >> 1, field, into.length));
      } else {
        this.#collect(child, position, field, into);
      }
      position = end;
    }
  }

  /** `ts_node_child_by_field_id` (tree-sitter lib/src/node.c). @returns the slot, 0 when there is none */
  #inField(slot: number, wanted: number): number {
    const { tables } = this.source;
    const count = at.childCount(slot);
    if (count === 0) return 0;
    let [entry, end] = tables.fields(slot);
    while (entry < end && at.fieldId(entry) < wanted) entry += 4;
    while (end > entry && at.fieldId(end - 4) > wanted) end -= 4;
    for (let i = 0, structural = 0; i < count && entry < end; i++) {
      const child = at.childSlot(slot, i, count);
      const flags = at.flagsOf(child);
      if (flags & at.EXTRA) continue;
      const index = structural++;
      if (index < at.fieldChild(entry)) continue;
      if (at.isInherited(entry)) {
        const found = this.#inField(child, wanted);
        if (found !== 0) return found;
      } else if (flags & at.VISIBLE || tables.alias(slot, index) !== at.NO_SYMBOL) {
        return child;
      } else {
        const found = this.#firstVisible(child);
        if (found !== 0) return found;
      }
      entry += 4;
    }
    return 0;
  }

  #firstVisible(slot: number): number {
    const count = at.childCount(slot);
    for (let i = 0, structural = 0; i < count; i++) {
      const child = at.childSlot(slot, i, count);
      const flags = at.flagsOf(child);
      if (flags & at.VISIBLE) return child;
      if (!(flags & at.EXTRA) && this.source.tables.alias(slot, structural++) !== at.NO_SYMBOL) return child;
      const inside = this.#firstVisible(child);
      if (inside !== 0) return inside;
    }
    return 0;
  }
}

interface Grammar {
  readonly tables: at.GrammarTables;
  readonly fields: ReadonlyMap<string, number>;
}
const grammars = new WeakMap<object, Grammar>();

function sourceOf(tree: Tree, root: number, text: string): Source {
  const { language } = tree;
  let grammar = grammars.get(language);
  if (!grammar) {
    const fields = language.fields
      .map((name, id): [string, number] => [name ?? '', id])
      .filter(([name]) => name !== '');
    grammar = { tables: new at.GrammarTables(at.languageOf(root)), fields: new Map(fields) };
    grammars.set(language, grammar);
  }
  return new Source(text, language, grammar.tables, language.types, grammar.fields, language.fields);
}
