import type { Node, Span } from '../../tree/ir.js';
import { block, field, type Lower, lit, named, spanOf, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { commandOf, commandsKept, commandsOf, commandsRun } from '../commands/words.js';
import { declaratorOf, declaredName } from './names.js';

/** Functions that hand a text to a shell or start what it names, with the place of the text among their arguments. */
const TEXT_AT: Readonly<Record<string, number>> = {
  system: 0,
  _system: 0,
  popen: 0,
  _popen: 0,
  WinExec: 0,
  CreateProcessA: 1,
  CreateProcess: 1,
  g_spawn_command_line_sync: 0,
  g_spawn_command_line_async: 0,
};

/** Functions that take the program and its words one by one: `execlp("openssl", "openssl", "genrsa", NULL)`. */
const WORDS = /^_?(?:exec|spawn)l[pe]{0,2}$/;

/** Functions that take a program and a list of its words: QProcess of Qt. */
const LISTED = /(?:^|[.>:])(?:start|startDetached|execute)$/;

/** Functions that put a text together: the format is what is told. */
const FORMATS = /(?:^|_|::)(?:v?s(?:n|w)?printf(?:_s)?|v?asprintf|strdup_printf|format)$/;

/** Conversions of a format (C17 7.23.6.1), and the fields of `std::format`. */
const CONVERSION = /%[-+ #0]{0,5}\d{0,5}(?:\.\d{0,5})?(?:hh|ll|[hlzjt])?[a-zA-Z]|\{[^{}]{0,20}\}/;

/** A call with the commands of the tools that it runs or writes down to be run. @param name what is called, as it is written */
export function ranBy(name: string, list: SyntaxNode | null, made: Node, node: SyntaxNode, go: Lower): Node {
  const commands = commandsIn(name, list, spanOf(node), go);
  return commands.length > 0 ? block([...commands, made]) : made;
}

function commandsIn(name: string, list: SyntaxNode | null, at: Span | undefined, go: Lower): Node[] {
  const plain = name.replace(/^(?:::|std::)+/, '');
  const given = named(list);
  const text = given[TEXT_AT[plain] ?? -1];
  if (text) return commandsRun('system', [{ value: seen(go(text)) }], at);
  if (WORDS.test(plain)) return commandOfWords(given.slice(1).map(go), at);
  if (LISTED.test(plain) && given[1]?.type === 'initializer_list' && given[0])
    return commandOfWords([go(given[0]), ...named(given[1]).map(go)], at);
  const runsIt = runsText(plain);
  if (!runsIt && !FORMATS.test(plain)) return [];
  const format = given.findIndex((one) => /^(?:string_literal|concatenated_string)$/.test(one.type));
  const written = given[format];
  if (!written || !at) return [];
  const whole = filled(go(written), given.slice(format + 1), go);
  return runsIt ? commandsOf(whole, at) : keptIn(whole, at);
}

/** `("openssl genrsa -out " + path).c_str()` is the text. */
function seen(text: Node): Node {
  const method = text.k === 'call' && text.callee.k === 'member' && text.args.length === 0 ? text.callee : undefined;
  return method && /^(?:c_str|data|toStdString)$/.test(method.name) ? method.object : text;
}

/** Words with the program in front; a null pointer ends them. */
export function commandOfWords(items: readonly Node[], at: Span | undefined): Node[] {
  const command = commandOf(
    items.filter((one) => one.k !== 'lit' || one.value !== null),
    at,
  );
  return command ? [command] : [];
}

/** A format with its values in it. What a macro adds to the text (`OPENSSL_BIN " genrsa %d"`) stays what it is. */
function filled(format: Node, values: readonly SyntaxNode[], go: Lower): Node {
  const rest = values.values();
  const parts = (format.k === 'concat' ? format.parts : [format]).flatMap((one) => {
    if (one.k !== 'lit') return [one];
    return String(one.value)
      .split(CONVERSION)
      .flatMap((piece, at) => {
        const value = at === 0 ? undefined : rest.next().value;
        return [...(value ? [go(value)] : []), lit(piece)];
      });
  });
  return { k: 'concat', parts };
}

/** Does the file being lowered run what a text says? Asked only where a text begins as a command does. */
let runs = () => false;
const RUNS = /\b_?w?(?:system|popen|WinExec|CreateProcess[AW]?|exec[lv][pe]{0,2}|posix_spawnp?|g_spawn_\w+)\s*\(/;

/** Does a function of the file hand the text that it is given to a shell: `shell("openssl genrsa -out %s", path)`? */
let runsText = (_name: string) => false;

/** Learns whether the file runs programs: a text for them that it keeps in a variable is a command then. */
export function learnRuns(root: SyntaxNode): void {
  let told: boolean | undefined;
  runs = () => {
    told ??= RUNS.test(root.text);
    return told;
  };
  let wrappers: ReadonlySet<string> | undefined;
  runsText = (name) => {
    wrappers ??= runs() ? wrappersIn(root) : new Set();
    return wrappers.has(name);
  };
}

const MOST_FUNCTIONS = 2000;

function wrappersIn(root: SyntaxNode): ReadonlySet<string> {
  const functions = root.descendantsOfType('function_definition').slice(0, MOST_FUNCTIONS);
  return new Set(
    functions.flatMap((one) =>
      one && RUNS.test(textOf(field(one, 'body')))
        ? declaredName(declaratorOf(field(one, 'declarator'), 'function_declarator'))
        : [],
    ),
  );
}

/** `const char *cmd = "openssl genrsa -out k.pem 2048";` in a file that runs such texts. */
export function keptIn(value: Node, at: Span): Node[] {
  const commands = commandsKept(value, at);
  return commands.length > 0 && runs() ? commands : [];
}
