import type { Artifact, Attempt, ParseResult } from '../../model/index.js';
import type { Face } from '../face.js';
import type { ParseContext, Parser } from '../parser.js';
import { decodeText } from '../text.js';
import { codeContext } from './code-context.js';
import { excerptOf } from './excerpt.js';
import { finish } from './finish.js';
import { parseTree } from './grammar.js';
import { inlineIgnores } from './ignores.js';
import { Interpreter, LimitReached } from './interpreter.js';
import type { Language } from './language.js';
import { prepare } from './prepare.js';
import { settle } from './settle.js';
import { summarise } from './summary.js';

/** The parser for one language. A file in which no rule can match gives an empty result without being parsed. */
export function sourceParser(language: Language): Parser {
  return {
    id: `source/${language.id}`,
    wants: (face: Face) => speaks(language, face),
    async parse(artifact, context) {
      const text = Buffer.from(artifact.bytes.buffer, artifact.bytes.byteOffset, artifact.bytes.byteLength).toString(
        'latin1',
      );
      const wanted = artifact.hint === 'source' || hasUtf16Mark(artifact.bytes);
      if (!wanted && !prepare(context.knowledge, language).candidates.matches(text)) return { observations: [] };
      return parseSource(language, artifact, context);
    },
  };
}

function speaks(language: Language, face: Face): boolean {
  if (face.binary) return false;
  return language.extensions.includes(face.extension) || (language.names?.includes(face.name) ?? false);
}

function hasUtf16Mark(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

/** Reads one file whatever it contains. */
export async function parseSource(language: Language, artifact: Artifact, context: ParseContext): Promise<ParseResult> {
  const end = performance.now() + context.limits.parseMillis;
  const text = decodeText(artifact.bytes).replace(/^\ufeff/, '');
  const { book } = prepare(context.knowledge, language);
  const tree = await parseTree(language.grammar(artifact.path), text, context.limits.parseMillis);
  try {
    const machine = new Interpreter(language.lower(tree.rootNode, artifact.path), language, book, end);
    const attempts: Attempt[] = [];
    try {
      machine.run();
    } catch (error) {
      if (!(error instanceof LimitReached)) throw error;
      attempts.push(halted(artifact.path, language.id, error.message));
    }
    const lines = text.split(/\r\n|\r|\n/);
    const excerpt = (row: number) => excerptOf(lines[row] ?? '', context.catalog);
    const place = { path: artifact.path, language: language.id, context: codeContext(artifact.path, text) };
    const uses = machine.uses.map((use) => settle(machine, use, excerpt));
    const { module, closed } = summarise(machine, uses, place);
    const offset = artifact.lineOffset ? artifact.lineOffset - 1 : 0;
    return {
      observations: closed.flatMap((use) => {
        const rule = book.rule(use.rule);
        return rule ? finish({ ...use, line: use.line + offset }, rule, place, context.catalog) : [];
      }),
      module,
      ignores: inlineIgnores(text, artifact.path, tree),
      attempts,
    };
  } finally {
    tree.delete();
  }
}

function halted(target: string, language: string, what: string): Attempt {
  return {
    target,
    by: `source/${language}`,
    status: 'partial',
    reason: what === 'time' ? 'timeout' : 'limit',
    detail: `the ${what} limit for one file was reached while values were resolved; what was found until then is reported`,
  };
}
