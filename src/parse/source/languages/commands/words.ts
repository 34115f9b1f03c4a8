import type { Argument, Node, Span } from '../../tree/ir.js';
import { block, lit } from '../../tree/lowering.js';
import { commandsIn, knownTool, placedLike, scalar, type Word } from '../shell/command.js';

/** Programs that do something without an option; of others a list that only begins with their name is no command. */
const WITHOUT_OPTION = /openssl|(?:^|\/)(?:wg|cosign|easyrsa)$|signtool/;

/** Letters of a text in which the name of its program has to stand. */
const LONGEST_BEGINNING = 200;

/** A variable that holds the path of a program: `openssl_cmd`, `self.openssl`, `SSH_KEYGEN`. */
const HOLDS = /openssl|ssh_?keygen|keygen_?(?:path|bin)|keytool/i;

/**
 * `["openssl", "genrsa", "-out", path, "4096"]`: words of a command that a program runs, as the call of the tool they
 * name. The rules are those of the shell (`rules/source/commands`).
 * @returns nothing where the first word is no tool
 */
export function commandOf(items: readonly Node[], at: Span | undefined): Node | undefined {
  const [first, ...given] = items;
  const program = first && programIn(first);
  if (!program || given.length === 0) return undefined;
  const rest = wordsOf(program, given);
  const dashed = rest.some((one) => one.k === 'lit' && /^-./.test(String(one.value)));
  if (!WITHOUT_OPTION.test(program) && !dashed) return undefined;
  const words = [{ written: program, text: program, value: lit(program) }, ...rest.map(wordOf)];
  const call = knownTool(words, placeOf(at));
  return call && detached(call);
}

/** `{"openssl", "ecparam -name prime256v1 -genkey"}`: the program, and its words in one text. */
function wordsOf(program: string, given: readonly Node[]): readonly Node[] {
  const [only] = given;
  if (given.length !== 1 || only?.k !== 'lit' || !/\S\s+\S/.test(String(only.value))) return given;
  const text = String(only.value).trim();
  if (!beginsAsCommand(`${program} ${text}`)) return given;
  return text.split(/\s+/).map((one) => ({ ...only, value: one }));
}

function programIn(node: Node): string | undefined {
  if (node.k === 'lit') return typeof node.value === 'string' && !/\s/.test(node.value) ? node.value : undefined;
  const name = node.k === 'name' || node.k === 'member' ? node.name.replace(/^\$/, '') : '';
  return HOLDS.test(name) ? `$${name}` : undefined;
}

/** The tool that a variable in a text holds: `OPENSSL_BIN " genrsa 2048"`. */
function programNamed(node: Node): string | undefined {
  const tool = node.k === 'lit' ? undefined : HOLDS.exec(programIn(node) ?? '')?.[0].toLowerCase();
  return tool?.replace(/^ssh_?keygen$/, 'ssh-keygen');
}

function wordOf(node: Node): Word {
  if (node.k === 'lit')
    return {
      written: String(node.value),
      text: String(node.value),
      value: placedLike(scalar(String(node.value)), node),
    };
  if (node.k === 'name') return { written: variableOf(node) ?? '', text: '', value: node };
  const parts = partsOf(node).filter((one) => one.k !== 'lit' || one.value !== '');
  if (parts.length < 2) return { written: '', text: '', value: node };
  const [head] = parts;
  const written = parts.map((one) => (one.k === 'lit' ? String(one.value) : variableOf(one)));
  return {
    // A file that carries a key is known by its name, where all that it is put together of is named.
    written: written.includes(undefined) ? '' : written.join(''),
    text: head?.k === 'lit' ? String(head.value) : '',
    value: node.k === 'concat' ? node : { k: 'concat', parts },
  };
}

/** A variable as a shell would write it. */
function variableOf(node: Node): string | undefined {
  if (node.k === 'name') return `$${node.name.replace(/^\$/, '')}`;
  const owner = node.k !== 'member' ? undefined : node.object.k === 'this' ? '$' : variableOf(node.object);
  return owner === undefined || node.k !== 'member' ? undefined : `${owner}_${node.name}`;
}

/** The commands of a text that is handed to a shell: `os.system("openssl genrsa -out k 2048")`. */
export function commandsOf(text: Node | undefined, at: Span | undefined): Node[] {
  const parts = text ? partsOf(text) : [];
  if (!parts.some((one) => one.k === 'lit' && typeof one.value === 'string')) return [];
  const held = new Map<string, Node>();
  const written = parts.map((one, index) => {
    if (one.k === 'lit') return String(one.value);
    const next = parts[index + 1];
    const apart = next === undefined || (next.k === 'lit' && !/^\w/.test(String(next.value)));
    const name = programIn(one) ?? (apart ? variableIn(one) : undefined) ?? `$part${index}`;
    held.set(name, one);
    return name;
  });
  return commandsIn(written.join(''), 0, held).map((one) => detached(placed(one, at)));
}

/** A variable by one word. */
function variableIn(node: Node): string | undefined {
  const name = variableOf(node);
  return name && /^\$\w+$/.test(name) ? name : undefined;
}

/** Pieces of a text that is put together. */
function partsOf(text: Node): readonly Node[] {
  if (text.k === 'concat') return text.parts;
  return text.k === 'op' && text.op === '+' ? [...partsOf(text.left), ...partsOf(text.right)] : [text];
}

/**
 * A text that begins as a command of a tool does, with the path of the program in front or not. Where the subcommand stands
 * first, an option, a number, a path or nothing follows: "openssl genrsa is what the installer runs" is no command.
 */
const BEGINS_AS_COMMAND =
  /^\s*(?:(?:cd|mkdir|umask|set|mv|rm)\s[^&;|"'\n]{1,120}(?:&&|;)\s*){0,2}(?:sudo\s+)?(?:\$)?[\w.~/-]*(?<![\w.-])(?:openssl|ssh-keygen|keytool|dropbearkey|certtool|pkcs11-tool|age-keygen|cfssl)\s+(?:-{1,2}[a-z]|[a-z][\w-]{0,40}(?:\s+["']?[-\d$/~.%{]|\s*$))/;

/** `GIT_SSH_COMMAND = "ssh -i key -o KexAlgorithms=.."`: a client that is told which algorithms it may use. */
const SETS_ALGORITHMS =
  /^\s*(?:(?:sudo|exec)\s+)?(?:\/[\w./-]{1,60}\/)?(?:ssh|scp|sftp)\s[^|;&"']{0,150}-o\s?(?:KexAlgorithms|HostKeyAlgorithms|PubkeyAccepted(?:Algorithms|KeyTypes))[= ]/i;

/** `"%s req -new -newkey rsa:2048 .." % words`: what has these subcommands is openssl, whatever names it. */
const PROGRAM_NOT_KNOWN =
  /^\s*["']?(?:\$\w{1,40}|%s|\{\w{0,20}\})["']?\s+(?:(?:genrsa|genpkey|gendsa|ecparam|dhparam|pkeyutl|rsautl)\s+["']?[-\d$%{]|(?:req|x509|dgst)\s+-[a-z])/;

/** The text with the name of the program in place of what stands for it. */
function named(text: Node): Node {
  const [first, ...rest] = partsOf(text);
  if (first?.k !== 'lit') return rest.length > 0 ? { k: 'concat', parts: [lit('openssl'), ...rest] } : text;
  const begun = lit(String(first.value).replace(/^\s*["']?(?:\$\w+|%s|\{\w*\})["']?(?=\s)/, 'openssl'));
  if (first.value !== '' && begun.k === 'lit' && begun.value === first.value) return text;
  const whole = first.value === '' ? lit('openssl') : begun;
  return { k: 'concat', parts: [whole, ...(first.value === '' ? rest.slice(1) : rest)] };
}

/** The commands of a text that a variable keeps in a program that runs such: `cmd = "openssl genrsa .."; os.system(cmd)`. */
export function commandsKept(text: Node, at: Span | undefined): Node[] {
  if (!['lit', 'concat', 'op'].includes(text.k)) return [];
  const written = partsOf(text).map((one) => (one.k === 'lit' ? String(one.value) : (programNamed(one) ?? '$part')));
  const begins = written.join('').slice(0, LONGEST_BEGINNING);
  if (PROGRAM_NOT_KNOWN.test(begins)) return commandsOf(named(text), at);
  return BEGINS_AS_COMMAND.test(begins) || SETS_ALGORITHMS.test(begins) ? commandsOf(text, at) : [];
}

/** Functions that hand a text to a shell, by their last name. */
const RUNS_TEXT = new Set(
  'system popen run call check_call check_output Popen getoutput getstatusoutput exec execSync shell_exec passthru proc_open fromShellCommandline spawnSync create_subprocess_shell'.split(
    ' ',
  ),
);

/** Functions that take the program and then the list of its words. */
const RUNS_PROGRAM = new Set('spawn spawnSync execFile execFileSync execa execaSync create_subprocess_exec'.split(' '));

/** The commands that a call runs, so far as its first arguments tell. @param name last name of what is called */
export function commandsRun(name: string, [first, second]: readonly Argument[], at: Span | undefined): Node[] {
  if (RUNS_PROGRAM.has(name) && first && second?.value.k === 'list') {
    const command = commandOf([first.value, ...second.value.items], at);
    return command ? [command] : [];
  }
  return RUNS_TEXT.has(name) ? commandsOf(first?.value, at) : [];
}

function placeOf(at: Span | undefined) {
  return {
    startPosition: { row: at?.row ?? 0, column: at?.column ?? 0 },
    startIndex: at?.start ?? 0,
    endIndex: at?.end ?? 0,
  };
}

function placed(node: Node, at: Span | undefined): Node {
  if (node.k === 'assign' && node.value) return { ...node, value: placed(node.value, at) };
  return node.k === 'call' && at ? { ...node, at } : node;
}

/** The tool is no variable of the program around. */
function detached(node: Node): Node {
  if (node.k === 'assign' && node.value) return { ...node, value: detached(node.value) };
  if (node.k !== 'call') return node;
  return { ...node, callee: { k: 'symbol', name: nameOf(node.callee) } };
}

function nameOf(node: Node): string {
  if (node.k === 'member') return `${nameOf(node.object)}.${node.name}`;
  return node.k === 'name' || node.k === 'symbol' ? node.name : '';
}

/** A list with the command that its words are. */
export function listWithCommand(items: readonly Node[], at: Span | undefined): Node {
  const command = commandOf(items, at);
  return command ? { k: 'list', items, command } : { k: 'list', items };
}

/** Calls in front of which the commands are read that their words are as they are written. */
const readBefore = new WeakMap<Node, readonly Node[]>();

/** A call with the commands that it runs. */
export function callWithRead(commands: readonly Node[], made: Node): Node {
  if (commands.length === 0) return made;
  readBefore.set(made, commands);
  return block([...commands, made]);
}

/** The commands of a call so far as its own words tell them. */
export function commandsRead(made: Node): readonly Node[] {
  return readBefore.get(made) ?? [];
}

/** Does a text begin as a command of a tool does, or as the subcommand of one? */
export function beginsAsCommand(text: string): boolean {
  const script = text.slice(0, LONGEST_BEGINNING).replace(/^\s*-c\s+["']/, '');
  return BEGINS_AS_COMMAND.test(script) || BEGINS_AS_SUBCOMMAND.test(script) || BEGINS_WITH_OPTION.test(script);
}

/** Programs that take options alone, and their options by themselves. */
const BEGINS_WITH_OPTION = /^\s*(?:sudo\s+)?(?:(?:\/[\w.-]{1,40}){0,6}\/?gpg2?\s+)?--[a-z][\w-]{1,30}[\s=]\S/;

const BEGINS_AS_SUBCOMMAND =
  /^\s*(?:genrsa|genpkey|gendsa|ecparam|dsaparam|dhparam|pkeyutl|rsautl|req|x509|ca|dgst|cms|smime|pkcs8|pkcs12|rsa|ec|pkey|-[a-zA-Z]{1,20})\s+\S/;
