import { type FoundFile, readBytes } from '../crawl/files/index.js';
import type { Attempt, ConfigSetting, DataField, InlineIgnore, Observation } from '../model/index.js';
import { ParseError } from '../model/index.js';
import { Face } from '../parse/face.js';
import { parseArtifact } from '../parse/parse.js';
import type { ParseContext } from '../parse/parser.js';
import { PARSERS } from '../parse/registry.js';

/** What one file gave, as plain data that can cross to another thread or into the cache. */
export interface Examined {
  readonly bytes: number;
  /** Ids of the parsers that read it or something inside it. Empty: no parser had a reason to. */
  readonly parsers: readonly string[];
  /** Binary, and of no format that any parser reads. */
  readonly unreadBinary?: boolean;
  readonly observations: readonly Observation[];
  readonly fields: readonly DataField[];
  readonly settings: readonly ConfigSetting[];
  readonly ignores: readonly InlineIgnore[];
  readonly modules: readonly unknown[];
  readonly attempts: readonly Attempt[];
}

/** Reads a file once and hands it to every parser that wants it. Never throws. */
export async function examineFile(file: FoundFile, context: ParseContext): Promise<Examined> {
  let bytes: Uint8Array;
  try {
    bytes = readBytes(file.absolute, context.limits, file.named);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return { ...NOTHING, bytes: 0, attempts: [notRead(file, error)] };
  }
  return examineBytes(file.path, bytes, context);
}

/** The same for bytes that are there already: a git object, an archive entry. */
export async function examineBytes(path: string, bytes: Uint8Array, context: ParseContext): Promise<Examined> {
  const artifact = { path, bytes, depth: 0 };
  const { results, attempts } = await parseArtifact(artifact, PARSERS, context);
  const parsers = [...new Set([...results.map(({ parser }) => parser), ...attempts.map(({ by }) => by)])];
  if (parsers.length === 0) {
    return new Face(artifact).binary
      ? { ...NOTHING, bytes: bytes.length, unreadBinary: true }
      : nothingIn(bytes.length);
  }
  return {
    bytes: bytes.length,
    parsers,
    observations: results.flatMap(({ result }) => result.observations),
    fields: results.flatMap(({ result }) => result.fields ?? []),
    settings: results.flatMap(({ result }) => result.settings ?? []),
    ignores: results.flatMap(({ result }) => result.ignores ?? []),
    modules: results.flatMap(({ result }) => (result.module === undefined ? [] : [result.module])),
    attempts,
  };
}

const NOTHING: Omit<Examined, 'bytes'> = {
  parsers: [],
  observations: [],
  fields: [],
  settings: [],
  ignores: [],
  modules: [],
  attempts: [],
};

function nothingIn(bytes: number): Examined {
  return { ...NOTHING, bytes };
}

function notRead({ path, named }: FoundFile, error: ParseError): Attempt {
  const skipped = error.reason === 'too-large' && !named;
  return {
    target: path,
    by: named ? 'target' : 'files',
    status: skipped ? 'skipped' : 'failed',
    reason: error.reason,
    detail: error.message,
  };
}
