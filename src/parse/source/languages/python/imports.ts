import type { Node } from '../../tree/ir.js';
import { block, field, named, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** Module of the file being lowered: relative imports are resolved against it. */
let here = '';
let isPackage = false;

/** Files are lowered one after the other. @returns the module that the file is */
export function enterModule(file: string): string {
  isPackage = /(?:^|\/)__init__\.pyi?$/.test(file);
  here = file
    .replace(/\.[a-z]+$/i, '')
    .replace(/\/?__init__$/, '')
    .replaceAll('/', '.');
  return here;
}

/** `import a.b`, `import a.b as c`. */
export function importOf(node: SyntaxNode): Node {
  return block(
    named(node).map((one): Node => {
      if (one.type === 'aliased_import') {
        return { k: 'import', local: textOf(field(one, 'alias')), name: textOf(field(one, 'name')) };
      }
      const first = one.text.split('.')[0] ?? '';
      return { k: 'import', local: first, name: first };
    }),
  );
}

/** `from a.b import c as d, *`, `from .x import y`. */
export function importFrom(node: SyntaxNode): Node {
  const source = field(node, 'module_name');
  const module = moduleOf(source);
  const items = named(node).filter((one) => one.id !== source?.id);
  return block(
    items.flatMap((one): Node[] => {
      if (one.type === 'wildcard_import') return [{ k: 'import', local: '*', name: module }];
      const name = one.type === 'aliased_import' ? textOf(field(one, 'name')) : one.text;
      const local = one.type === 'aliased_import' ? textOf(field(one, 'alias')) : name;
      return [{ k: 'import', local, name: module ? `${module}.${name}` : name }];
    }),
  );
}

function moduleOf(source: SyntaxNode | null): string {
  if (source?.type !== 'relative_import') return textOf(source);
  const dots = /^\.+/.exec(source.text)?.[0].length ?? 1;
  const base = here.split('.').filter((one) => one !== '');
  const kept = base.slice(0, Math.max(0, base.length - dots + (isPackage ? 1 : 0)));
  return [...kept, source.text.replace(/^\.+/, '')].filter((one) => one !== '').join('.');
}
