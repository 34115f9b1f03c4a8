import { NOTHING, type Node } from '../../tree/ir.js';
import { block, field, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** Parts of the path of a module with its version: `github.com/golang-jwt/jwt/v5`. */
const DEEPEST_MODULE = 4;

/** Parts of a path that come before the repository: the host and the owner. */
const BEFORE_REPOSITORY = 2;

/** The local name of a package is the last part of its path, without a version. One rule serves all major versions. */
export function importOf(node: SyntaxNode): Node {
  const path = textOf(field(node, 'path')).slice(1, -1);
  const alias = textOf(field(node, 'name'));
  if (alias === '_') return NOTHING;
  const module = path.replace(/[/.]v\d+(?=\/|$)/, '');
  if (alias === '.') return { k: 'import', local: '*', name: module };
  if (alias) return { k: 'import', local: alias, name: module };
  const parts = path.split('/');
  const last = /^v\d+$/.test(parts.at(-1) ?? '') ? (parts.at(-2) ?? '') : (parts.at(-1) ?? '');
  const folder = last
    .replace(/\.v\d+$/, '')
    .replace(/^go-|-go$/g, '')
    .replaceAll('-', '');
  // Packages of Kubernetes have the name of their version: `v1.CertificateSpec`.
  const version = parts.length > DEEPEST_MODULE ? /^v\d\w*$/.exec(parts.at(-1) ?? '')?.[0] : undefined;
  return block(
    [folder, version, otherName(parts, folder, node.source.text)].flatMap((local) =>
      local ? [{ k: 'import', local, name: module } as const] : [],
    ),
  );
}

/**
 * What a package is called that has another name than its folder (`jose2go` is `jose`, `vault-client-go` is `vault`): nothing
 * stands under the name of the folder, and what stands under a part of the path is of no other import.
 */
function otherName(parts: readonly string[], folder: string, text: string): string | undefined {
  if (!parts[0]?.includes('.') || text.includes(`${folder}.`)) return undefined;
  const words = parts.slice(BEFORE_REPOSITORY).flatMap((one) => one.split(/[^A-Za-z]+/));
  return words.find(
    (word) =>
      word.length > 2 &&
      new RegExp(`(?<![\\w.])${word}\\.[A-Z]`).test(text) &&
      !new RegExp(`["/]${word}(?:[/.]v\\d+)?"|(?<!\\w)${word} "`).test(text),
  );
}
