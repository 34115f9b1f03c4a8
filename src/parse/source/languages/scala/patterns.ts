import type { Node } from '../../tree/ir.js';
import { block, field, type Lower, named, part, textOf } from '../../tree/lowering.js';
import { type Case, switchOn } from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** `kind match { case "rsa" | "RSA" => .. case key: RSAPrivateKey => .. case Some(name) => .. }` */
export function matchOf(node: SyntaxNode, go: Lower): Node {
  const value = part(node, 'value', go);
  const simple = value.k === 'name';
  const subject: Node = simple ? value : { k: 'name', name: `$matched${node.startIndex}` };
  const cases = named(field(node, 'body')).map((one): Case => {
    const pattern = field(one, 'pattern');
    const guard = named(one).find((child) => child.type === 'guard');
    const body = block([...bound(pattern, subject, go), ...(guard ? [go(guard)] : []), part(one, 'body', go)]);
    return { labels: labelsOf(pattern, go), body };
  });
  const made = switchOn(subject, cases);
  return simple ? made : block([{ k: 'assign', declares: true, target: subject, value }, made]);
}

/** Values and constants that a pattern names; nothing where it tells something else. */
function labelsOf(pattern: SyntaxNode | null, go: Lower): Node[] | undefined {
  if (!pattern) return undefined;
  if (pattern.type === 'alternative_pattern') {
    const all = named(pattern).map((one) => labelsOf(one, go));
    return all.every((one) => one !== undefined) ? all.flatMap((one) => one ?? []) : undefined;
  }
  const constant = pattern.type === 'stable_identifier' || /^[A-Z]\w*$/.test(pattern.text);
  return constant || /^(?:string|integer_literal|boolean_literal)$/.test(pattern.type) ? [go(pattern)] : undefined;
}

/** Classes that hold one value, as far as values are followed. */
const HOLDERS = /^(?:Some|Right|Left|Success|Failure)$/;

/** The names that a pattern gives to what it fits. */
function bound(pattern: SyntaxNode | null, subject: Node, go: Lower): Node[] {
  switch (pattern?.type) {
    case 'identifier':
      return /^[a-z]/.test(pattern.text) ? [bindTo(pattern, subject)] : [];
    case 'typed_pattern': {
      const name = field(pattern, 'pattern');
      return name?.type === 'identifier' ? [{ ...bindTo(name, subject), type: part(pattern, 'type', go) }] : [];
    }
    case 'case_class_pattern': {
      const inner = pattern.childrenForFieldName('pattern').filter((one) => one?.isNamed);
      const holds = HOLDERS.test(textOf(field(pattern, 'type'))) && inner.length === 1;
      return holds ? bound(inner[0] ?? null, subject, go) : [];
    }
    case 'tuple_pattern':
      return [{ k: 'assign', declares: true, target: { k: 'list', items: named(pattern).map(go) }, value: subject }];
    default:
      return [];
  }
}

function bindTo(name: SyntaxNode, value: Node): Node & { k: 'assign' } {
  return { k: 'assign', declares: true, target: { k: 'name', name: name.text }, value };
}
