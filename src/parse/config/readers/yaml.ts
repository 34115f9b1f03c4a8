import type { LineCounter, Node, parseAllDocuments } from 'yaml';
import { ParseError } from '../../../model/index.js';
import { libraries } from '../../libraries.js';
import { type Draft, draft, root, type Tree } from '../tree.js';
import { maskTemplates, unmask } from './templates.js';

/** The library builds a tree of a kilobyte a line; a configuration file is not longer than this. */
const MAX_CHARACTERS = 6_000_000;
const MAX_NODES = 400_000;
const MAX_DEPTH = 64;

/**
 * Reads YAML, all documents. Aliases are followed within a budget of nodes, so that nested anchors cannot multiply.
 * Helm and Jinja expressions are kept as text; lines of control flow are left out.
 * @throws ParseError when nothing of it is YAML, or a limit is met
 */
export function readYaml(text: string): Tree {
  if (text.length > MAX_CHARACTERS) {
    throw new ParseError(
      `a YAML file of ${text.length} characters is not read as configuration`,
      undefined,
      'too-large',
    );
  }
  const { yaml } = libraries;
  const lines = new yaml.LineCounter();
  const documents = yaml.parseAllDocuments(maskTemplates(text), {
    lineCounter: lines,
    uniqueKeys: false,
    logLevel: 'silent',
    customTags: [],
  });
  if (!Array.isArray(documents)) return { roots: [], problems: [] };
  const budget = { nodes: MAX_NODES };
  const problems: string[] = [];
  const roots: Draft[] = [];
  for (const document of documents) {
    const error = document.errors[0];
    if (error) problems.push(`line ${lines.linePos(error.pos[0]).line}: ${error.message.split('\n')[0]}`);
    if (!document.contents) continue;
    const top = root();
    top.line = lines.linePos(document.contents.range?.[0] ?? 0).line;
    new Converter(document, lines, budget).fill(document.contents as Node, top, '-', 0);
    roots.push(top);
  }
  if (roots.length === 0 && problems.length > 0) throw new ParseError(problems[0] as string);
  return { roots, problems };
}

class Converter {
  /** What each alias of the document stands for; made when the first is met. */
  #targets: Map<Node, Node | undefined> | undefined;

  constructor(
    readonly document: { anchors?: unknown } & ReturnType<typeof parseAllDocuments>[number],
    readonly lines: LineCounter,
    readonly budget: { nodes: number },
  ) {}

  /** Puts what a node holds into `into`; list items become repetitions called `name`. */
  fill(node: Node, into: Draft, name: string, depth: number): void {
    const { yaml } = libraries;
    if (depth > MAX_DEPTH) throw new ParseError('YAML nested too deep', undefined, 'limit');
    if (--this.budget.nodes < 0) throw new ParseError('YAML expands to too many nodes', undefined, 'limit');
    const target = yaml.isAlias(node) ? this.#anchored(node) : node;
    if (!target) return;
    if (yaml.isScalar(target)) {
      into.value = scalarText(target.value, target.source);
      into.args = [into.value];
    } else if (yaml.isMap(target)) {
      for (const pair of target.items) {
        if (yaml.isPair(pair) && yaml.isScalar(pair.key))
          this.#pair(pair.key as Node & { value: unknown }, pair.value as Node | null, into, depth);
      }
    } else if (yaml.isSeq(target)) {
      this.#items(target.items as Node[], into, name, depth);
    }
  }

  /** The last node of that anchor before the alias (YAML 1.2.2, 7.1). The library looks through the whole document for every alias. */
  #anchored(alias: Node): Node | undefined {
    if (!this.#targets) {
      const targets = new Map<Node, Node | undefined>();
      const last = new Map<string, Node>();
      const { yaml } = libraries;
      yaml.visit(this.document as never, {
        Node: (_, node) => {
          if (yaml.isAlias(node)) targets.set(node, last.get(node.source));
          else if (node.anchor) last.set(node.anchor, node);
        },
      });
      this.#targets = targets;
    }
    return this.#targets.get(alias);
  }

  #pair(key: Node & { value: unknown }, value: Node | null, into: Draft, depth: number): void {
    const { yaml } = libraries;
    const at = this.lines.linePos(key.range?.[0] ?? 0);
    const name = unmask(String(key.value));
    if (name === '<<' && value) {
      this.fill(value, into, '-', depth + 1);
      return;
    }
    if (value && yaml.isSeq(value)) {
      const maps = value.items.some((one) => yaml.isMap(one) || yaml.isSeq(one) || yaml.isAlias(one));
      if (maps) {
        for (const item of value.items as Node[]) {
          const place = this.lines.linePos(item.range?.[0] ?? key.range?.[0] ?? 0);
          this.fill(item, draft(name, [], place.line, place.col, into), name, depth + 1);
        }
        return;
      }
    }
    const made = draft(name, [], at.line, at.col, into);
    if (value) this.fill(value, made, name, depth + 1);
  }

  #items(items: readonly Node[], into: Draft, name: string, depth: number): void {
    const { yaml } = libraries;
    const words: string[] = [];
    for (const item of items) {
      if (yaml.isScalar(item)) words.push(scalarText(item.value, item.source));
      else {
        const at = this.lines.linePos(item.range?.[0] ?? 0);
        this.fill(item, draft(name, [], at.line, at.col, into), name, depth + 1);
      }
    }
    this.budget.nodes -= words.length;
    if (words.length > 0) {
      into.args = words;
      into.value = words.join(' ');
    }
  }
}

function scalarText(value: unknown, source: string | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return unmask(value);
  return source ?? String(value);
}
