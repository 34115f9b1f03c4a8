import { commandOf, commandsOf, commandsRead } from '../../languages/commands/words.js';
import type { Argument, CallNode, Node, Span } from '../../tree/ir.js';
import type { Interpreter } from '../interpreter.js';
import type { CallArgument } from '../objects/classes.js';
import type { OpenUse } from '../open-use.js';
import type { Frame } from '../scope.js';
import { constant, NONE, type Value, type Values } from '../values/values.js';
import { isHanded, isOfOpenssl, isRunning, lacksProgram } from './command-calls.js';
import { ADDS, collect, collectMore } from './command-objects.js';
import { begunAt, PART } from './command-text.js';
import { asText, isTakenApart, programIn, SHELLS, type Words, wordsGiven, wordsOf } from './command-values.js';

/** Programs whose names stand in a file that runs one of them. */
const SPEAKS =
  /[oO]pen[sS][sS][lL]|OPENSSL|ssh-keygen|keytool|jarsigner|\bgpg2?\b|cosign|signtool|certbot|mkcert|KexAlgorithms|HostKeyAlgorithms|PubkeyAccepted/;

/** Methods that start what their object holds. */
const STARTS = /^(?:start|run|exec|execute|spawn|status|output|wait|waitfor|call)(?:async|buffered\w*)?$/i;

/** Uses at which a list that was just read is looked for. */
const MOST_TAIL = 12;

/** A list that is written out as a command: what else is put to its words makes it another one. */
interface Begun {
  readonly node: Node;
  readonly length: number;
}

/**
 * Commands whose words come together while a program runs: lists that are put together, added to or handed over, texts that
 * are put together, scripts that are handed to a shell. What is written out in one place is read there, in `languages/command-*.ts`.
 */
export class CommandsRun {
  readonly #machine: Interpreter;
  readonly #begun = new WeakMap<Values, Begun>();
  /** Of those whose words are known their text: a text may be joined of the list. */
  readonly #begunTexts = new Map<string, Begun>();
  readonly #uses = new Map<Node, OpenUse[]>();
  readonly #longer = new Set<Node>();
  /** Uses that were told by the values of a call. */
  readonly #mine = new WeakSet<OpenUse>();
  /** Where variables keep texts that are commands. */
  readonly #kept = new Map<string, number>();
  /** Commands of the calls that are under way: a function that runs what it is given tells it no second time. */
  readonly #underWay: string[] = [];
  #speaks: boolean | undefined;

  constructor(machine: Interpreter) {
    this.#machine = machine;
  }

  /** Does the file name a program that is of interest? Asked last: the whole text is searched. */
  get speaks(): boolean {
    this.#speaks ??= SPEAKS.test(this.#machine.tree.text ?? '');
    return this.#speaks;
  }

  /** A list that is a command as it is written. */
  written(node: Node & { k: 'list' }, items: readonly Values[], frame: Frame): void {
    const [first] = items;
    if (!node.command || !first) return;
    // A list that is put in line makes it another command, however short.
    const isWhole = !items.some((one) => one.some(({ t }) => t === 'list'));
    const begun = { node, length: isWhole ? items.length : 0 };
    this.#begun.set(first, begun);
    const words = items.map(asText);
    if (!words.includes(undefined)) this.#begunTexts.set(words.join(' '), begun);
    this.#uses.set(node, [...(this.#uses.get(node) ?? []), ...this.#told([node.command], frame)]);
  }

  /** A text that was read where a variable keeps it. */
  kept(node: Node & { k: 'assign' }): void {
    const [place] = commandsRead(node).flatMap(placeOf);
    if (place && node.target.k === 'name') this.#kept.set(node.target.name, place.row);
  }

  #rowsKept({ args }: CallNode): number[] {
    return args.flatMap(({ value }) => (value.k === 'name' ? (this.#kept.get(value.name) ?? []) : []));
  }

  /** A call while what it runs is under way. */
  during(node: CallNode, args: readonly CallArgument[], frame: Frame, go: () => Values): Values {
    const running = isRunning(node.callee);
    const handed = !running && isHanded(node.callee, args);
    if ((running || handed) && !this.speaks) return go();
    const key = running || handed ? this.#read(node, args, frame) : undefined;
    if (key === undefined) {
      const made = go();
      if (running) collect(this.#machine, node, args, made);
      else if (made[0]?.t === 'list' && this.speaks) this.#listed(node, made);
      return made;
    }
    this.#underWay.push(key);
    try {
      return go();
    } finally {
      this.#underWay.pop();
    }
  }

  /** A method of an object that collects the words of a command, or runs it. */
  collected(
    object: Value,
    name: string,
    args: readonly CallArgument[],
    node: CallNode,
    frame: Frame,
  ): Values | undefined {
    if (object.t !== 'object' || !(ADDS.test(name) || STARTS.test(name)) || !this.speaks) return undefined;
    const more = collectMore(this.#machine, object, name, args);
    if (more) return more;
    const words = STARTS.test(name) ? wordsOf(this.#machine, object) : undefined;
    if (words) for (const one of words) this.#tell([one], node, frame);
    return undefined;
  }

  /** `List.of("keytool", "-genkeypair")`: a list that was read where it is written. */
  #listed(node: CallNode, made: Values): void {
    const before = commandsRead(node);
    const [only] = made;
    const first = only?.t === 'list' ? only.items[0] : undefined;
    if (before.length === 0 || only?.t !== 'list' || !first) return;
    const places = placesOf(before);
    const uses = this.#machine.uses.slice(-MOST_TAIL).filter((one) => places.has(one.at.start) && isOfCommand(one));
    this.#begun.set(first, { node, length: only.items.length });
    this.#uses.set(node, [...(this.#uses.get(node) ?? []), ...uses]);
  }

  /** The uses without those of lists that turned out to be the beginning of another command. */
  settle(): void {
    const gone = new Set([...this.#longer].flatMap((one) => this.#uses.get(one) ?? []));
    if (gone.size > 0)
      this.#machine.uses.splice(0, Number.POSITIVE_INFINITY, ...this.#machine.uses.filter((one) => !gone.has(one)));
  }

  #read(node: CallNode, args: readonly CallArgument[], frame: Frame): string | undefined {
    const ways = wordsGiven(this.#machine, args).map((words) =>
      lacksProgram(node.callee, words[0] && asText(words[0])) ? [[constant('openssl')], ...words] : words,
    );
    const written = node.args.every(({ value }) => isWritten(value) && value.k !== 'list');
    const before = commandsRead(node);
    // Of several arms that put their own words to a list each was read where it does.
    const inArms = placesOf(before).size > 1;
    const told = !inArms && (!written || before.length === 0) ? this.#tell(ways, node, frame) : undefined;
    if (told !== undefined || before.length === 0) return told;
    return ways[0]?.map(asText).join(' ');
  }

  /** @returns the text of the command, where it is one */
  #tell(ways: readonly Words[], node: CallNode, frame: Frame): string | undefined {
    const before = commandsRead(node);
    const at = before.flatMap(placeOf)[0] ?? node.at;
    let key: string | undefined;
    const found: Node[] = [];
    const longer: Node[] = [];
    const around = this.#machine.active.at(-1)?.node.at;
    const inner = this.#machine.frame(frame.name, frame, { cls: frame.cls, self: frame.self });
    for (const words of ways) {
      const commands = this.#commandsOf(words, before.length > 0 ? at : whereWritten(words, at, around), inner);
      if (commands.length === 0) continue;
      const text = words.map(asText).join(' ');
      if (this.#underWay.some((one) => text.includes(one))) return key;
      key = text;
      if (this.#isNew(words, longer)) found.push(...withKeyOf(before, commands));
    }
    if (found.length > 0) {
      const from = this.#machine.uses.length;
      const told = this.#told(found, inner);
      for (const one of found) this.#keep(one, inner, frame);
      if (told.length > 0) this.#withdraw(placesOf(before), from);
      // A list of which the longer command tells nothing has said what there is to say.
      if (told.length > 0) for (const one of longer) this.#longer.add(one);
      this.#once(told, [node.at.row, ...ways.flatMap(wordsHere).flatMap(rowsOf), ...this.#rowsKept(node)]);
    }
    return key;
  }

  /** A file that a command writes holds its key for the commands that follow, where its whole name is known. */
  #keep(command: Node, inner: Frame, frame: Frame): void {
    if (command.k !== 'assign') return;
    const { target, value } = command;
    if (target.k === 'name' && !target.name.includes('$PART'))
      this.#machine.bind(target.name, this.#machine.lookup(target.name, inner), frame);
    if (value) this.#keep(value, inner, frame);
  }

  /** Not what a list says where it is written; of a list that is only the beginning, that is no command. */
  #isNew(words: Words, longer: Node[]): boolean {
    const begun = words[0] && this.#begun.get(words[0]);
    if (!begun) return this.#isNewText(words.length === 1 ? asText(words[0] ?? NONE) : undefined, longer);
    if (words.length > begun.length) longer.push(begun.node);
    return words.length > begun.length;
  }

  /** `" ".join(words)`: the same of a text that was joined of a list. */
  #isNewText(text: string | undefined, longer: Node[]): boolean {
    if (text === undefined) return true;
    for (const [begun, { node }] of this.#begunTexts) {
      if (text === begun) return false;
      if (text.startsWith(`${begun} `)) longer.push(node);
    }
    return true;
  }

  /** What was read of the call without its values knows less. @param until what was told of it now */
  #withdraw(places: ReadonlySet<number>, until: number): void {
    const { uses } = this.#machine;
    const isRead = (one: OpenUse | undefined) =>
      one !== undefined && places.has(one.at.start) && isOfCommand(one) && !this.#mine.has(one);
    let from = until;
    while (isRead(uses[from - 1])) from--;
    uses.splice(from, until - from);
  }

  /** What was told where its words stand is told once; on the same line by the look that knows more. @param rows of the call, and of its words */
  #once(told: readonly OpenUse[], rows: readonly number[]): void {
    const { uses, active } = this.#machine;
    const begins = active.at(-1)?.node.at.row ?? 0;
    const begun = new Set([...this.#longer].flatMap((one) => this.#uses.get(one) ?? []));
    for (const one of told) {
      this.#mine.add(one);
      const { row } = one.at;
      const near = [row, ...rows].filter((one) => Math.abs(one - (rows[0] ?? row)) <= MOST_ROWS && one >= begins);
      const last = Math.max(rows[0] ?? row, ...near.slice(0, 1));
      const isWithin = (at: number) => at === row || rows.includes(at) || (at >= Math.min(...near) && at <= last);
      const isSame = (other: OpenUse) => other.rule === one.rule && isWithin(other.at.row) && !begun.has(other);
      const same = uses.find((other) => isSame(other) && !told.includes(other));
      if (!same || (this.#mine.has(same) && same.at.row === row && same.at.column === one.at.column)) continue;
      const knowsLess = same.at.row === row && !this.#mine.has(same);
      uses.splice(uses.indexOf(knowsLess ? same : one), 1);
    }
  }

  #told(commands: readonly Node[], frame: Frame): OpenUse[] {
    const { uses } = this.#machine;
    const from = uses.length;
    for (const one of commands) this.#machine.eval(one, frame);
    return uses.slice(from);
  }

  #commandsOf(words: Words, at: CallNode['at'], frame: Frame): Node[] {
    const [named, second] = words.map(asText);
    // The path of the program is a field or a setting: what it is to do says which one it is.
    const first =
      named ?? (words.length > 1 && isOfOpenssl(words.slice(1, 3).map(asText).join(' ')) ? 'openssl' : undefined);
    if (first === undefined || words.length === 0) return [];
    if (SHELLS.test(first)) return this.#scriptOf(words, at);
    if (/\s/.test(first)) return commandsIn(first, at);
    const program = programIn(first);
    if (!program) return [];
    if (words.length === 2 && second !== undefined && /\S\s+\S/.test(second))
      return commandsIn(`${first} ${second}`, at);
    const told = named === undefined ? [[constant(first)], ...words.slice(1)] : words;
    const command = commandOf(
      told.map((one, index) => this.#wordOf(one, index, frame)),
      at,
    );
    return command ? [command] : [];
  }

  #scriptOf(words: Words, at: CallNode['at']): Node[] {
    const texts = words.map(asText);
    const option = texts.findIndex((one) => one !== undefined && /^(?:-[a-z]*c|\/c)$/i.test(one));
    const script = option > 0 ? texts[option + 1] : /^-[a-z]*c\s+(["'])(.+)\1\s*$/s.exec(texts[1] ?? '')?.[2];
    return script === undefined ? [] : commandsIn(script, at);
  }

  #wordOf(values: Values, index: number, frame: Frame): Node {
    const known = values.flatMap((one) => (one.t === 'const' ? [one] : []));
    const [only] = known;
    const literal = (one: Value & { t: 'const' }): Node => ({ k: 'lit', value: one.v, ...(one.at && { at: one.at }) });
    const isPlain = values.length === 1 && !only?.arms;
    if (only && known.length === 1 && (isPlain || index === 0 || isTakenApart(only))) return literal(only);
    if (known.length > 1 && known.length === values.length && known.some(isTakenApart))
      return { k: 'choice', arms: known.map(literal) };
    // Each way of a command has words of its own.
    const name = `word ${this.#machine.nextId()}`;
    this.#machine.bind(name, values, frame);
    return { k: 'name', name };
  }
}

/** The file with the key is known as it is written: `f"{folder}/ca.key"` is that of the command before, whatever the folder is. */
function withKeyOf([written, ...more]: readonly Node[], commands: readonly Node[]): readonly Node[] {
  const key = more.length === 0 ? keyOf(written) : undefined;
  return key ? commands.map((one) => withKey(one, key)) : commands;
}

function keyOf(command: Node | undefined): Argument | undefined {
  if (command?.k === 'assign') return keyOf(command.value);
  return command?.k === 'call' ? command.args.find(({ name }) => name === 'keyfile') : undefined;
}

function withKey(command: Node, key: Argument): Node {
  if (command.k === 'assign' && command.value) return { ...command, value: withKey(command.value, key) };
  if (command.k !== 'call' || !keyOf(command)) return command;
  return { ...command, args: command.args.map((one) => (one.name === 'keyfile' ? key : one)) };
}

function placesOf(commands: readonly Node[]): Set<number> {
  return new Set(commands.flatMap(placeOf).map(({ start }) => start));
}

/** A command that writes a key is the variable that holds it. */
function placeOf(command: Node): Span[] {
  if (command.k === 'assign' && command.value) return placeOf(command.value);
  return command.k === 'call' ? [command.at] : [];
}

/** The words without a program that is a constant, which stands elsewhere. */
function wordsHere(words: Words): Values {
  const [program] = words[0] ?? NONE;
  const elsewhere = words.length > 1 && program?.t === 'const' && program.from !== 'literal';
  return words.slice(elsewhere ? 1 : 0).flat();
}

function rowsOf(value: Value): number[] {
  if (value.t === 'const' && value.pieces) return value.pieces.slice(1).map(({ at }) => at.row);
  const at = value.t === 'const' ? value.at : begunAt.get(value);
  return at ? [at.row] : [];
}

/** Rows between words that are written together and the call that runs them, or that one list of them takes. */
const MOST_ROWS = 12;

/**
 * The line that a change concerns is that of the words: where they stand together shortly before, or where a caller hands them to
 * the function that runs them.
 * @param around the function in which the call stands
 */
function whereWritten([, ...words]: Words, at: Span, around: Span | undefined): Span {
  const places = words.flat().flatMap((one) => (one.t === 'const' && one.at ? [one.at] : []));
  const [first] = places;
  if (!first || words.length < 2) return at;
  const rows = places.map(({ row }) => row);
  const inOneLine = first.row < at.row && at.row - first.row <= MOST_ROWS && rows.every((row) => row === first.row);
  const isOutside = (row: number) => around !== undefined && (row < around.row || row > at.row + MOST_ROWS);
  const handed = rows.every((row) => isOutside(row) && row >= first.row && row - first.row <= MOST_ROWS);
  return inOneLine || (handed && places.length > 1) ? { ...at, row: first.row, column: first.column } : at;
}

function commandsIn(text: string, at: CallNode['at']): Node[] {
  return commandsOf({ k: 'lit', value: text.replaceAll(PART, '$PART') }, at);
}

function isOfCommand({ rule }: OpenUse): boolean {
  return rule.id.startsWith('commands/');
}

/** Words that need no values: the lowering has read them. */
function isWritten(node: Node): boolean {
  return node.k === 'lit' || (node.k === 'list' && node.items.every(isWritten));
}
