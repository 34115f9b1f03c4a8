import { NOTHING, type Node } from '../../tree/ir.js';
import { block, field, named, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** Modules of Node, named in rules as `node:crypto` however they are written. */
const NODE = new Set(['crypto', 'tls', 'https', 'http2', 'http', 'process', 'fs', 'path', 'os', 'util']);

/**
 * Name under which other files import this one: its path without extension and without `/index`. With a slash in any case:
 * `./crypto` and `./jwt` at the top of a tree are no packages of these names.
 */
export function moduleName(path: string): string {
  const name = path.replace(/\.d\.ts$|\.[a-z]+$/i, '').replace(/\/index$/, '');
  return name.includes('/') ? name : `/${name}`;
}

/** Qualified name of a module: `node:crypto`, the package, or the path of a file of the tree. */
export function resolveModule(specifier: string, from: string): string {
  if (NODE.has(specifier)) return `node:${specifier}`;
  const aliased = /^[@~]\/(.+)$/.exec(specifier)?.[1];
  if (aliased) return moduleName(`${aliased}.js`.replace(/\.[mc]?[jt]sx?\.js$/, '.js'));
  if (!specifier.startsWith('.')) return withoutExtension(packageOf(specifier));
  const parts = from.split('/').slice(0, -1);
  for (const step of specifier.split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '.') parts.push(step);
  }
  // What a settings file holds is known by its path.
  if (specifier.endsWith('.json')) return parts.join('/');
  return moduleName(/\.(?:[mc]?[jt]s|[jt]sx)$/.test(parts.at(-1) ?? '') ? parts.join('/') : `${parts.join('/')}.js`);
}

/** `@noble/curves/ed25519.js` is a file of a package, `@solana/web3.js` is one. */
function withoutExtension(name: string): string {
  const [, ...inside] = name.replace(/^@[^/]+\//, '').split('/');
  return inside.length > 0 ? name.replace(/\.js$/, '') : name;
}

/** The package behind the ways in which Deno, Bun and content delivery networks write it: `npm:jose@5`, `https://esm.sh/jose@5`. */
function packageOf(specifier: string): string {
  const written = specifier
    .replace(/^(?:npm|jsr):\/?/, '')
    .replace(
      /^https:\/\/(?:esm\.sh|cdn\.skypack\.dev|cdn\.jsdelivr\.net\/npm|unpkg\.com|deno\.land\/x|jspm\.dev)\//,
      '',
    );
  if (written === specifier) return specifier;
  const [, name = written, inside = ''] = /^((?:@[^/@]+\/)?[^/@?]+)(?:@[^/?]*)?(\/[^?]*)?/.exec(written) ?? [];
  return /^\/(?:mod|index|src|dist)\b/.test(inside) ? name : name + inside;
}

const INTEROP =
  /^(?:tslib_\d+\.)?_{0,2}(?:importDefault|importStar|interopRequire(?:Default|Wildcard)|toESM|interopDefault\w*|interopNamespace\w*)(?:\$\d+)?$/;

/** The `require` inside a helper of a compiler: `__importDefault(require('x'))`. */
export function throughInterop(callee: string, args: SyntaxNode | null): SyntaxNode | undefined {
  const first = INTEROP.test(callee) ? named(args)[0] : undefined;
  return first && /^(?:call_expression|identifier)$/.test(first.type) ? first : undefined;
}

/** `require('x')` and `import('x')` stand for the module. */
export function requireOf(args: SyntaxNode | null, from: string): Node | undefined {
  const [first] = named(args);
  if (first?.type !== 'string') return undefined;
  return { k: 'symbol', name: resolveModule(first.text.slice(1, -1), from) };
}

/** `const EC = require('elliptic').ec` imports it: the line chooses nothing. */
export function requiredMember(value: Node, written: SyntaxNode | null): string | undefined {
  if (value.k !== 'member' || !written?.text.startsWith('require(')) return undefined;
  const owner = value.object.k === 'symbol' ? value.object.name : requiredMember(value.object, written);
  return owner === undefined ? undefined : `${owner}.${value.name}`;
}

/** `import d, {a as b}, * as n from 'x'`, `import x = require('x')`, `export {a} from 'x'`. */
export function importStatement(node: SyntaxNode, from: string): Node {
  const source = field(node, 'source') ?? node.descendantsOfType('string')[0] ?? null;
  if (!source) return NOTHING;
  const module = resolveModule(source.text.slice(1, -1), from);
  const local = module.includes('/') && !module.startsWith('@') && /^(?:\.|[@~]\/)/.test(source.text.slice(1));
  const handsOn = node.type === 'export_statement';
  // `export * from 'x'`: everything but what is given a name of its own.
  if (handsOn && node.children.some((one) => one?.type === '*'))
    return { k: 'import', local: '*', name: module, handsOn };
  const items: Node[] = [];
  const walk = (one: SyntaxNode): void => {
    switch (one.type) {
      case 'identifier':
        items.push({
          k: 'import',
          local: one.text,
          name: local && !module.endsWith('.json') ? `${module}.default` : module,
        });
        return;
      case 'namespace_import':
      case 'namespace_export':
        items.push({ k: 'import', local: textOf(named(one)[0] ?? null), name: module, handsOn });
        return;
      case 'import_specifier':
      case 'export_specifier': {
        const name = textOf(field(one, 'name'));
        const alias = textOf(field(one, 'alias')) || name;
        items.push({
          k: 'import',
          local: alias,
          name: name === 'default' && !local ? module : `${module}.${name}`,
          handsOn,
        });
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
