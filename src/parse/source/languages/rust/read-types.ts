import { field } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { heldType } from './types.js';

/** Functions that make what they read into the type that is asked for (serde and those who use it). */
const READS = /^(?:from_str|from_reader|from_slice|from_toml|deserialize|try_deserialize|try_into|extract|from_env)$/;
const FUNCTION = /^(?:function_item|closure_expression)$/;

/** `let config: Config = toml::from_str(&raw)?`, `fn load() -> Result<Config> { Ok(toml::from_str(&raw)?) }`: the type that is meant. */
export function typeRead(call: SyntaxNode, callee: SyntaxNode): SyntaxNode | undefined {
  if (!READS.test((field(callee, 'field') ?? field(callee, 'name') ?? callee).text)) return undefined;
  for (let at = call.parent; at; at = at.parent) {
    if (at.type === 'let_declaration') return plain(field(at, 'type'));
    if (FUNCTION.test(at.type)) return plain(field(at, 'return_type'));
  }
  return undefined;
}

function plain(type: SyntaxNode | null): SyntaxNode | undefined {
  const held = heldType(type);
  return held && /^(?:scoped_)?type_identifier$/.test(held.type) ? held : undefined;
}
