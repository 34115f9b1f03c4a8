import type { Argument, Node } from '../../tree/ir.js';
import { block } from '../../tree/lowering.js';
import type { Tool } from '../commands/tools.js';
import type { Option } from './command.js';

/**
 * Files carry keys from one command of a script to the next: `genrsa -out ca.key`, then `req -key ca.key`. A file is a
 * variable named by how it is written, so that `"$dir/ca.key"` is the same file wherever it stands in the same words.
 */
function fileName(written: string): string {
  return `file:${written.replace(/["']/g, '').replace(/\$\{(\w+)\}/g, '$$$1')}`;
}

/** The values of these options, in the order of the names. */
export function filesOf(options: readonly Option[], names: readonly string[] = []): string[] {
  return names.flatMap((name) => options.flatMap((one) => (one.option === name && one.written ? [one.written] : [])));
}

/** The key that a command reads, as its argument `keyfile`. */
export function keyRead(tool: Tool, options: readonly Option[]): Argument[] {
  const [written] = filesOf(options, tool.reads);
  return written ? [{ name: 'keyfile', value: { k: 'name', name: fileName(written) } }] : [];
}

/** A command that writes a key: the files hold what it made. */
export function keyWritten(call: Node, files: readonly string[]): Node {
  let value = call;
  for (const written of files.slice(0, 2)) {
    value = { k: 'assign', target: { k: 'name', name: fileName(written) }, value };
  }
  return value;
}

/** `openssl genrsa 2048 > key.pem` writes the file as `-out` does. */
export function redirected(command: Node, written: string): Node {
  const call = command.k === 'block' && command.items.length === 1 ? (command.items[0] ?? command) : command;
  const tool = call.k === 'call' && call.callee.k === 'member';
  return tool ? keyWritten(call, [written]) : block([command]);
}
