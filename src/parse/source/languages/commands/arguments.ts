import type { Argument, CallNode, Node } from '../../tree/ir.js';
import { block, lit } from '../../tree/lowering.js';
import { callWithRead, commandOf, commandsOf, commandsRun } from './words.js';

/** Programs that read a script from an argument. */
const SHELLS = /^(?:\/(?:usr\/)?bin\/)?(?:ba|z|da)?sh$/;

/** Names of .NET for the program and its arguments where they are set by name. */
const PROGRAM = 'FileName';
const ARGUMENTS = 'Arguments';

/** Calls in a chain that give one command. */
const LONGEST_CHAIN = 40;

/** What functions that run a program are called. Any other that is given words with an option among them holds a command. */
const RUNS = /^sh$|start|process|exec|run|command|cmd|shell|spawn/i;

/**
 * A call with the commands that it runs: `exec.Command("openssl", "genrsa", "4096")` of Go, `new ProcessBuilder("keytool", ..)`
 * and `exec("openssl ..")` of Java, `Process.Start("openssl", "genrsa 4096")` of .NET, also in a function that a project wrote around them.
 */
export function withCommands(made: CallNode): Node {
  return callWithRead(commandsIn(made), made);
}

/**
 * The last call of a chain whose calls give a command word by word: `new Tool("openssl", "genpkey").with("-algorithm", "RSA").run()`.
 * A command that one call gives as a whole is read with that call.
 */
export function withChained(last: Node): Node {
  const made = last.k === 'call' ? last : undefined;
  const words = made && wordsOf(made);
  const command = words && words.length > 0 ? commandOf(words, firstOf(made).at) : undefined;
  return command ? block([command, last]) : last;
}

function firstOf(made: CallNode, depth = 0): CallNode {
  const before = made.callee.k === 'member' ? made.callee.object : undefined;
  return before?.k === 'call' && depth <= LONGEST_CHAIN ? firstOf(before, depth + 1) : made;
}

/** Arguments of all calls of the chain, the first ones first; none where it is no chain. */
function wordsOf({ callee, args }: CallNode, depth = 0): readonly Node[] {
  const own = args.map(({ value }) => value);
  const before = callee.k === 'member' ? callee.object : undefined;
  if (before?.k !== 'call' || depth > LONGEST_CHAIN) return depth === 0 ? [] : own;
  return [...wordsOf(before, depth + 1), ...own];
}

function commandsIn({ callee, args, at }: CallNode): Node[] {
  const given = args.filter(({ name }) => name === undefined);
  const set = (wanted: string) => args.find(({ name }) => name === wanted);
  const [program, words] = [set(PROGRAM) ?? given[0], set(ARGUMENTS)];
  if (program && words) return oneOf([program, words], at);
  const name = nameOf(callee);
  if (!RUNS.test(name) && !given.some(({ value }) => isOption(value))) return [];
  // A context or a directory may stand in front of the program.
  const found = [given, given.slice(1)].map((one) => oneOf(one, at)).find((one) => one.length > 0);
  const made = found ?? commandsRun(name, given, at);
  return made.length > 0 ? made : subcommandIn(name, given, at);
}

/** Subcommands of openssl that no other program has. */
const SUBCOMMANDS = /^(?:genrsa|genpkey|gendsa|ecparam|dsaparam|dhparam|pkeyutl|rsautl|dgst|s_server|s_client)$/;

/** `self._run("genrsa", "-out", path, "4096")`: a function that puts the program in front itself. */
function subcommandIn(name: string, given: readonly Argument[], at: CallNode['at']): Node[] {
  const words = given.flatMap(({ value }) => (value.k === 'list' ? value.items : [value]));
  const [first, second] = words;
  if (!(RUNS.test(name) || /openssl|call|invoke/i.test(name)) || first?.k !== 'lit' || !words.some(isOption)) return [];
  const request = first.value === 'req' && second?.k === 'lit' && /^-(?:new|newkey|x509)$/.test(String(second.value));
  if (!request && !SUBCOMMANDS.test(String(first.value))) return [];
  const command = commandOf([lit('openssl'), ...words], at);
  return command ? [command] : [];
}

function nameOf(callee: Node): string {
  if (callee.k === 'generic') return nameOf(callee.type);
  return callee.k === 'member' || callee.k === 'name' ? callee.name : '';
}

function isOption(node: Node): boolean {
  if (node.k === 'list') return node.items.some(isOption);
  return node.k === 'lit' && /^-./.test(String(node.value));
}

/** The commands of a program and what follows it: words, a list of them, or one text with all of them. */
function oneOf(given: readonly Argument[], at: CallNode['at']): Node[] {
  const [program, first, second] = given.map(({ value }) => value);
  if (!program || !first) return [];
  if (program.k === 'member')
    return [commandOf([program, ...given.slice(1).map(({ value }) => value)], at) ?? []].flat();
  if (program.k !== 'lit' || typeof program.value !== 'string') return [];
  if (SHELLS.test(program.value)) return commandsOf(scriptIn(first, second), at);
  const words = first.k === 'list' ? first.items : given.slice(1).map(({ value }) => value);
  const only = words.length === 1 ? words[0] : undefined;
  if (only && isText(only)) return commandsOf({ k: 'op', op: '+', left: lit(`${program.value} `), right: only }, at);
  const command = commandOf([program, ...words], at);
  return command ? [command] : [];
}

/** What a shell is told to run: `"-c", "openssl .."`, or both in one text. */
function scriptIn(option: Node, script: Node | undefined): Node | undefined {
  if (option.k !== 'lit') return undefined;
  if (option.value === '-c') return script;
  const inside = /^-c\s+(["'])(.+)\1$/.exec(String(option.value))?.[2];
  return inside ? lit(inside) : undefined;
}

/** Several words in one text, put together or not. */
function isText(node: Node): boolean {
  return node.k === 'concat' || node.k === 'op' || (node.k === 'lit' && /\S\s+\S/.test(String(node.value)));
}
