import { type FoundFile, readWhole } from '../crawl/files/index.js';
import { foldedKey, ParseError } from '../model/index.js';
import { configParser, SETTINGS_HINT } from '../parse/config/config-parser.js';
import { Face } from '../parse/face.js';
import { failure } from '../parse/parse.js';
import type { Parser } from '../parse/parser.js';
import { SOURCE_PARSERS } from '../parse/source/parsers.js';
import { type ExamineContext, type Examined, examineFile } from './examine.js';

/**
 * Reads a source file that holds no cryptography for what it declares, if one of the names stands in it.
 * The first reading has recorded already what could not be read.
 */
export async function readModule(
  file: FoundFile,
  mentioned: (text: string, path: string) => boolean,
  context: ExamineContext,
): Promise<Examined> {
  const parser = parserFor(file.path, context);
  if (!parser) return { bytes: 0 };
  try {
    const { bytes, stamp } = readWhole(file.absolute, context.limits, file.named);
    const read: Examined = context.known ? { bytes: bytes.length, stamp } : { bytes: bytes.length };
    const artifact = { path: file.path, bytes, depth: 0, hint: 'source' };
    const face = new Face(artifact);
    if (!mentioned(face.latin1, file.path) || !parser.wants(face, context)) return read;
    const { module } = await parser.parse(artifact, context);
    return module === undefined ? read : { ...read, parsers: [parser.id], modules: [module] };
  } catch (error) {
    return unread(parser, file, error);
  }
}

/** Examines a source file that holds no cryptography of its own, if something that others export may be named in it. */
export async function examineImporting(
  file: FoundFile,
  mayImport: (path: string) => ((text: string) => boolean) | undefined,
  context: ExamineContext,
): Promise<Examined> {
  const test = mayImport(file.path);
  if (!test) return { bytes: 0 };
  try {
    const { bytes, stamp } = readWhole(file.absolute, context.limits, file.named);
    if (test(new Face({ path: file.path, bytes, depth: 0 }).latin1)) return await examineFile(file, context);
    return context.known ? { bytes: bytes.length, stamp } : { bytes: bytes.length };
  } catch (error) {
    if (error instanceof ParseError) return { bytes: 0 };
    throw error;
  }
}

/**
 * Reads a file for the values of keys that source code asks for, if the last part of one of them stands in it. Its other keys
 * stay where they are: a front end with its languages has hundreds of thousands.
 */
export async function readSettings(
  file: FoundFile,
  asked: (folded: string) => boolean,
  mayHold: RegExp,
  context: ExamineContext,
): Promise<Examined> {
  try {
    const { bytes, stamp } = readWhole(file.absolute, context.limits, file.named);
    const read: Examined = context.known ? { bytes: bytes.length, stamp } : { bytes: bytes.length };
    const artifact = { path: file.path, bytes, depth: 0, hint: SETTINGS_HINT };
    const face = new Face(artifact);
    if (!mayHold.test(face.latin1) || !configParser.wants(face, context)) return read;
    const all = (await configParser.parse(artifact, context)).settings ?? [];
    const settings = all.filter(({ key }) => asked(foldedKey(key)));
    return settings.length === 0 ? read : { ...read, parsers: [configParser.id], settings };
  } catch (error) {
    return unread(configParser, file, error);
  }
}

/** What the first reading could not read has been said. A bug that only this reading meets costs the one file, and is said. */
function unread(parser: Parser, { path }: FoundFile, error: unknown): Examined {
  return error instanceof ParseError ? { bytes: 0 } : { bytes: 0, attempts: [failure(parser, path, error)] };
}

/** By the name alone: can a file hold settings that source code reads? */
export function mayHoldSettings(path: string): boolean {
  return /\.(?:properties|ya?ml|json|env|toml)$|(?:^|\/)\.env(?:\.[^/]*)?$/i.test(path);
}

/** By the name alone, before the file is read again. */
export function parserFor(path: string, context: ExamineContext) {
  const face = new Face({ path, bytes: new Uint8Array(), depth: 0, hint: 'source' });
  return SOURCE_PARSERS.find((parser) => parser.wants(face, context));
}
