import { type Argument, NOTHING, type Node } from '../../tree/ir.js';
import { field, type Lower, lit, named, path, spanOf, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { knownTool, type Word } from '../shell/command.js';

/** Functions of the present file, in lower case: they are called in any writing. Files are lowered one after the other. */
let declared: ReadonlySet<string> = new Set();

export function beginCommands(root: SyntaxNode): void {
  declared = new Set(root.descendantsOfType('function_name').map((one) => one?.text.toLowerCase() ?? ''));
}

/** Segments of namespaces in the writing that .NET gives them; PowerShell ignores case. */
const SEGMENTS: Readonly<Record<string, string>> = Object.fromEntries(
  ['System', 'Security', 'Cryptography', 'X509Certificates', 'Net', 'Http', 'IO', 'Text', 'Authentication'].map(
    (one) => [one.toLowerCase(), one],
  ),
);

/** `[Security.Cryptography.RSA]`: the qualified name of a .NET type; `System.` may be left out. */
export function typeName(text: string): Node {
  const bare = text.replace(/^\[+|\]+$/g, '').replace(/[[\],].*$/s, '');
  const segments = bare.split('.').map((one) => SEGMENTS[one.toLowerCase()] ?? one);
  const system = ['Security', 'Net', 'IO', 'Text'].includes(segments[0] ?? '') && segments.length > 1;
  const full = [...(system ? ['System'] : []), ...segments].join('.');
  return full.includes('.') ? { k: 'symbol', name: full } : path(full);
}

/** A command: a cmdlet with named arguments, a function of the script, or a program. */
export function cmdlet(node: SyntaxNode, before: readonly Argument[], go: Lower): Node {
  const name = textOf(field(node, 'command_name'));
  const elements = named(field(node, 'command_elements')).filter((one) => one.type !== 'command_argument_sep');
  const bare = name.replace(/^["']|["']$/g, '');
  const words = [name, ...elements.map((one) => one.text)];
  const values = [lit(bare), ...elements.map((one) => (one.type === 'command_parameter' ? lit(one.text) : go(one)))];
  const tool = knownTool(
    words.map(
      (written, at): Word => ({ written, text: written.replace(/^["']|["']$/g, ''), value: values[at] ?? NOTHING }),
    ),
    node,
  );
  if (tool) return tool;
  const args = argumentsOf(elements, go);
  if (/^new-object$/i.test(bare)) return constructed(elements, args, node, go);
  const callee = declared.has(bare.toLowerCase()) ? bare.toLowerCase() : bare;
  return { k: 'call', callee: { k: 'name', name: callee }, args: [...args, ...before], at: spanOf(node) };
}

/** The arguments between brackets. */
export function argumentList(list: SyntaxNode | null, go: Lower): Argument[] {
  const inner = list && named(list).find((one) => one.type === 'argument_expression_list');
  return named(inner ?? null).map((one) => ({ value: go(one) }));
}

/** `-Name value`, `-Name:value`, `-Switch`, `@splatted`. */
function argumentsOf(elements: readonly SyntaxNode[], go: Lower): Argument[] {
  const args: Argument[] = [];
  for (let at = 0; at < elements.length; at++) {
    const one = elements[at] as SyntaxNode;
    if (one.type !== 'command_parameter') {
      if (/^@\w+$/.test(one.text)) args.push({ name: '**', value: go(one) });
      else if (one.type !== 'argument_list') args.push({ value: go(one) });
      continue;
    }
    const name = one.text.replace(/^-+|:$/g, '').toLowerCase();
    const next = elements[at + 1];
    if (!next || next.type === 'command_parameter' || /^@\w+$/.test(next.text)) args.push({ name, value: lit(true) });
    else {
      args.push({ name, value: go(next) });
      at++;
    }
  }
  return args;
}

/** `New-Object Type(args)`, `New-Object -TypeName Type -ArgumentList a, b`. */
function constructed(elements: readonly SyntaxNode[], args: readonly Argument[], node: SyntaxNode, go: Lower): Node {
  const type = args.find((one) => one.name === 'typename') ?? args.find((one) => one.name === undefined);
  const list =
    args.find((one) => one.name === 'argumentlist')?.value ?? args.filter((one) => !one.name && one !== type)[0]?.value;
  const brackets = elements.find((one) => one.type === 'argument_list');
  const given = brackets
    ? argumentList(brackets, go)
    : (list?.k === 'list' ? list.items : list ? [list] : []).map((value): Argument => ({ value }));
  const named_ = type?.value.k === 'lit' ? typeName(String(type.value.value)) : (type?.value ?? NOTHING);
  return { k: 'call', callee: named_, args: given, at: spanOf(node) };
}
