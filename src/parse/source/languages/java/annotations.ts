import type { Node } from '../../tree/ir.js';
import { block, field, type Lower, named, part, spanOf, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** Annotations of classes whose objects a framework fills from a settings file (Spring Boot, SmallRye Config). */
const FILLING = /(?:^|\.)(?:ConfigurationProperties|ConfigMapping)$/;

export function modifierWords(node: SyntaxNode): Set<string> {
  return new Set(
    modifiersOf(node)
      ?.children.filter((one) => one && !one.isNamed)
      .map((one) => one?.type ?? ''),
  );
}

/** A field filled by an annotation: `@Value("${alg:RSA}") String alg` reads as a call of the annotation. */
export function injected(node: SyntaxNode, go: Lower): Node | undefined {
  const annotation = annotationOf(node);
  return annotation && callOf(annotation, go);
}

function callOf(annotation: SyntaxNode, go: Lower): Node {
  const list = named(field(annotation, 'arguments')).map((one) =>
    one.type === 'element_value_pair'
      ? { name: textOf(field(one, 'key')), value: part(one, 'value', go) }
      : { value: go(one) },
  );
  return { k: 'call', callee: part(annotation, 'name', go), args: list, at: spanOf(annotation) };
}

/** `@ConfigurationProperties("app.keys") class KeySettings`: reads as a call of the annotation for the class. */
export function withProperties(node: SyntaxNode, declared: Node, go: Lower): Node {
  const annotation = named(modifiersOf(node) ?? null).find((one) => FILLING.test(textOf(field(one, 'name'))));
  const called = annotation && callOf(annotation, go);
  if (called?.k !== 'call') return declared;
  const of = { name: 'of', value: { k: 'name', name: textOf(field(node, 'name')) } as const };
  return block([declared, { ...called, args: [...called.args, of] }]);
}

/** Is the parameter filled from the configuration? Most annotations of parameters (`@NotNull`) fill nothing. */
export function isConfigured(node: SyntaxNode): boolean {
  return namesSetting(textOf(annotationOf(node) ?? null));
}

/** `@Value("${alg}")` of Spring, `@ConfigProperty(name = "alg")` of MicroProfile. */
export function namesSetting(annotation: string): boolean {
  return annotation.includes('${') || annotation.startsWith('@ConfigProperty');
}

function annotationOf(node: SyntaxNode): SyntaxNode | undefined {
  return named(modifiersOf(node) ?? null).find((one) => one.type === 'annotation');
}

function modifiersOf(node: SyntaxNode): SyntaxNode | undefined {
  return named(node).find((one) => one.type === 'modifiers');
}
