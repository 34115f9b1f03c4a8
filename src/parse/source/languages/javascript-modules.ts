import type { Node as SyntaxNode } from 'web-tree-sitter';
import { NOTHING, type Node } from '../ir.js';
import { block, field, named, textOf } from '../lowering.js';

/** Modules of Node, named in rules as `node:crypto` however they are written. */
const NODE = new Set(['crypto', 'tls', 'https', 'http2', 'http', 'process', 'fs', 'path', 'os', 'util']);

/** Name under which other files import this one: its path without extension and without `/index`. */
export function moduleName(path: string): string {
  return path.replace(/\.d\.ts$|\.[a-z]+$/i, '').replace(/\/index$/, '');
}

/** Qualified name of a module: `node:crypto`, the package, or the path of a file of the tree. */
export function resolveModule(specifier: string, from: string): string {
  if (NODE.has(specifier)) return `node:${specifier}`;
  if (!specifier.startsWith('.')) return specifier.replace(/\.js$/, '');
  const parts = from.split('/').slice(0, -1);
  for (const step of specifier.split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '.') parts.push(step);
  }
  return moduleName(
    /\.(?:[mc]?[jt]s|[jt]sx|json)$/.test(parts.at(-1) ?? '') ? parts.join('/') : `${parts.join('/')}.js`,
  );
}

/** `require('x')` and `import('x')` stand for the module. */
export function requireOf(args: SyntaxNode | null, from: string): Node | undefined {
  const [first] = named(args);
  if (first?.type !== 'string') return undefined;
  return { k: 'symbol', name: resolveModule(first.text.slice(1, -1), from) };
}

/** `import d, {a as b}, * as n from 'x'`, `import x = require('x')`, `export {a} from 'x'`. */
export function importStatement(node: SyntaxNode, from: string): Node {
  const source = field(node, 'source') ?? node.descendantsOfType('string')[0] ?? null;
  if (!source) return NOTHING;
  const module = resolveModule(source.text.slice(1, -1), from);
  const local = module.includes('/') && !module.startsWith('@') && source.text.slice(1).startsWith('.');
  const items: Node[] = [];
  const walk = (one: SyntaxNode): void => {
    switch (one.type) {
      case 'identifier':
        items.push({ k: 'import', local: one.text, name: local ? `${module}.default` : module });
        return;
      case 'namespace_import':
        items.push({ k: 'import', local: textOf(named(one)[0] ?? null), name: module });
        return;
      case 'import_specifier':
      case 'export_specifier': {
        const name = textOf(field(one, 'name'));
        const alias = textOf(field(one, 'alias')) || name;
        items.push({ k: 'import', local: alias, name: name === 'default' && !local ? module : `${module}.${name}` });
        return;
      }
      case 'import_require_clause':
        items.push({ k: 'import', local: textOf(named(one)[0] ?? null), name: module });
        return;
      case 'string':
        return;
      default:
        for (const child of named(one)) walk(child);
    }
  };
  for (const child of named(node)) walk(child);
  return block(items);
}
