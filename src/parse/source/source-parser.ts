import type { Artifact, Attempt, Limits, ParseResult } from '../../model/index.js';
import { Face } from '../face.js';
import type { ParseContext, Parser } from '../parser.js';
import { decodeText } from '../text.js';
import { codeContext } from './code-context.js';
import { BodyNeeded, type Dormant, dormantOf } from './dormant/dormant.js';
import { areBodies } from './dormant/gaps.js';
import { inlineIgnores } from './ignores.js';
import { keyReader } from './key-text.js';
import { groupOf, type Language } from './language.js';
import { beginTools } from './languages/commands/tools.js';
import { prepare } from './prepare.js';
import type { BookedRule } from './rules/rule-book.js';
import { beginCommands } from './run/commands/command-text.js';
import { Interpreter, LimitReached } from './run/interpreter.js';
import type { OpenUse } from './run/open-use.js';
import type { Saying } from './run/ruled/uptake.js';
import { parseTree } from './tree/grammar.js';
import type { FileTree } from './tree/ir.js';
import { beginLowering, clippedBy } from './tree/lowering.js';
import { excerptsOf } from './uses/excerpt.js';
import { finish } from './uses/finish.js';
import { setsList } from './uses/protocol-parts.js';
import { withoutSecrets } from './uses/secret-text.js';
import { settingsKept } from './uses/settings-kept.js';
import { settle, settleKept } from './uses/settle.js';
import { suitesKept } from './uses/suites-kept.js';
import { summarise } from './uses/summary.js';
import type { Use } from './uses/use.js';

/**
 * The parser for one language. It wants a file in which some rule can match; `hint: 'source'` says that the file is
 * wanted for its constants and callers, whatever it contains, and so do exports of other files.
 */
export function sourceParser(language: Language): Parser {
  return {
    id: `source/${language.id}`,
    wants(face, context) {
      if (!speaks(language, face)) return false;
      if (face.hint === 'source' || context.exports?.[groupOf(language)]) return true;
      return prepare(context.knowledge, language).candidates.matches(searchable(face));
    },
    parse: (artifact, context) => parseSource(language, artifact, context),
  };
}

function speaks(language: Language, face: Face): boolean {
  if (face.binary) return false;
  if (language.extensions.includes(face.extension) || language.names?.includes(face.name)) return true;
  return language.holds?.(face) ?? false;
}

/** A face in whose bytes words can be searched; UTF-16 is decoded for that. */
function searchable(face: Face): Face {
  const [first, second] = face.bytes;
  const wide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return wide ? new Face({ ...face.artifact, bytes: Buffer.from(decodeText(face.bytes)) }) : face;
}

/** Reads one file whatever it contains: without the functions that cannot matter where there are such, else whole. */
export async function parseSource(language: Language, artifact: Artifact, context: ParseContext): Promise<ParseResult> {
  const text = decodeText(artifact.bytes).replace(/^\ufeff/, '');
  const spoken = language.text?.(text, artifact.path) ?? text;
  const whole = context.exports?.[groupOf(language)] !== undefined || !mayLeaveOut(artifact, spoken);
  const dormant = !whole ? findDormant(language, spoken, context) : undefined;
  const read = (without?: Dormant) => readText(language, { artifact, text, spoken }, context, without);
  return (dormant && (await read(dormant))) ?? ((await read()) as ParseResult);
}

/** What is embedded in another file cannot be asked for again; a remark for qday may stand anywhere. */
function mayLeaveOut({ hint, depth }: Artifact, spoken: string): boolean {
  return hint !== 'source' && depth === 0 && !spoken.includes('qday-ignore');
}

function findDormant(language: Language, text: string, { knowledge }: ParseContext): Dormant | undefined {
  const outline = language.outline?.(text);
  return outline && dormantOf(outline, prepare(knowledge, language).words);
}

/** A file and its text: all of it, and what of it is in the language. */
interface Given {
  readonly artifact: Artifact;
  readonly text: string;
  readonly spoken: string;
}

/** @returns nothing where it turns out that what was left out is needed */
async function readText(
  language: Language,
  { artifact, text, spoken }: Given,
  context: ParseContext,
  dormant: Dormant | undefined,
): Promise<ParseResult | undefined> {
  const { parseSteps, parseMillis } = context.limits;
  const end = performance.now() + parseMillis;
  const { book, tools } = prepare(context.knowledge, language);
  const read = await treeOf(language, spoken, artifact.path, context.limits, dormant);
  if (!read) return undefined;
  try {
    beginLowering(parseSteps, end);
    beginTools(tools);
    beginCommands();
    const file: FileTree = { ...read.lowered(), text: spoken };
    const exports = context.exports?.[groupOf(language)];
    const firstRow = (artifact.lineOffset ?? 1) - 1;
    const keys = keyReader(context);
    const machine = new Interpreter(file, language, book, parseSteps, end, firstRow, dormant, keys, exports);
    const attempts: Attempt[] = [];
    const clipped = clippedBy();
    if (clipped) attempts.push(halted(artifact.path, language.id, clipped));
    if (file.unread) attempts.push(partial(artifact.path, language.id, file.unread));
    try {
      machine.run();
    } catch (error) {
      if (!(error instanceof LimitReached)) throw error;
      attempts.push(halted(artifact.path, language.id, error.message));
    }
    if (machine.repeats.left > 0) attempts.push(notFollowed(artifact.path, language.id, machine.repeats.left));
    const excerpt = excerptsOf(text, context.catalog);
    const place = { path: artifact.path, language: language.id, context: codeContext(artifact.path, text) };
    const says = (use: OpenUse) => saying(settle(machine, use, excerpt), use.rule);
    const leftOver = machine.uptake.leftOver(machine.uses, says);
    const settled = (use: OpenUse) => marked(settle(machine, use, excerpt), use, file);
    const steps = machine.uptake
      .steps(leftOver, machine.uses, says)
      .map((use): Use => ({ ...settled(use), step: true }));
    const uses = [...[...machine.uses, ...leftOver].map(settled), ...steps];
    const { told, closed } = summarise(machine, uses, place);
    const ruled = closed.flatMap((use) => {
      const rule = book.rule(use.rule);
      return rule ? [{ use, rule }] : [];
    });
    const observations = finish(ruled, place, context.catalog);
    const suites = suitesKept(told.constants, place, observations, context.catalog);
    const settings = settingsKept(settleKept(machine), place, [...observations, ...suites], told.open, context.catalog);
    return {
      observations: [...observations, ...suites, ...settings],
      module: withoutSecrets(told, context.catalog),
      ignores: inlineIgnores(spoken, artifact.path, read.inComment),
      attempts,
    };
  } catch (error) {
    if (error instanceof BodyNeeded) return undefined;
    throw error;
  } finally {
    read.release();
  }
}

/** The text with a grammar, or by the language itself. What was read is lowered when it is asked for. */
async function treeOf(language: Language, text: string, path: string, limits: Limits, dormant: Dormant | undefined) {
  if (language.read) {
    const { tree, inComment } = language.read(text);
    return { lowered: () => tree, inComment, release: () => {} };
  }
  const tree = await parseTree(language.grammar(path, text), text, limits, dormant?.bodies);
  if (dormant && !areBodies(tree.rootNode, text, dormant.bodies)) {
    tree.delete();
    return undefined;
  }
  return {
    lowered: () => language.lower(tree.rootNode, path),
    inComment: (index: number) => /comment/.test(tree.rootNode.descendantForIndex(index)?.type ?? ''),
    release: () => tree.delete(),
  };
}

/** A use in rows that are test code says so. */
function marked(use: Use, { at: { row } }: OpenUse, file: FileTree): Use {
  return file.tests?.some(([first, last]) => row >= first && row <= last) ? { ...use, test: true } : use;
}

/** Is its algorithm known, or open until other files are read? Of a protocol: anything that is set. */
function saying(use: Use, rule: BookedRule): Saying {
  const slots = (rule.protocol ? Object.values(use.parts) : [use.parts.algorithm ?? []]).flat();
  if (slots.some((slot) => 'known' in slot || 'symbol' in slot || 'list' in slot)) return 'known';
  const sets = rule.protocol !== undefined && setsList(use, rule.protocol);
  return sets || slots.some((slot) => !('why' in slot)) ? 'perhaps' : 'nothing';
}

function partial(target: string, language: string, count: number): Attempt {
  const detail = `${count} ${count === 1 ? 'part' : 'parts'} of the file could not be read; the rest was`;
  return { target, by: `source/${language}`, status: 'partial', reason: 'malformed', detail };
}

function notFollowed(target: string, language: string, count: number): Attempt {
  const functions = count === 1 ? 'a function that is called' : `${count} functions that are called`;
  const detail = `${functions} very often: not every call was followed`;
  return { target, by: `source/${language}`, status: 'partial', reason: 'limit', detail };
}

function halted(target: string, language: string, what: string): Attempt {
  return {
    target,
    by: `source/${language}`,
    status: 'partial',
    reason: what === 'time' ? 'timeout' : 'limit',
    detail: `the limit on ${what} for one file was reached; what was found until then is reported`,
  };
}
