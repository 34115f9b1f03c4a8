import { field, named } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

const MOST_LOOKED_AT = 2_000;

let snippet = false;

/** Is the present file the inside of a function? Only there `ctx.load_verify_file("ca.pem");` can stand outside of one. */
export function learnSnippet(root: SyntaxNode): void {
  snippet = named(root).slice(0, MOST_LOOKED_AT).some(callsMethod);
}

export function isSnippet(): boolean {
  return snippet;
}

function callsMethod(statement: SyntaxNode): boolean {
  const call = statement.type === 'expression_statement' ? named(statement)[0] : undefined;
  return call?.type === 'call_expression' && field(call, 'function')?.type === 'field_expression';
}
