import { createHash } from 'node:crypto';
import { type AskedFile, type FileStamp, type FoundFile, readWhole } from '../crawl/files/index.js';
import type {
  Attempt,
  CompanionAsk,
  ConfigSetting,
  DataField,
  InlineIgnore,
  Observation,
  ParseResult,
} from '../model/index.js';
import { ParseError } from '../model/index.js';
import { Face } from '../parse/face.js';
import { parseArtifact, wantedBy } from '../parse/parse.js';
import type { ParseContext } from '../parse/parser.js';
import { PARSERS } from '../parse/registry.js';

/** What one file gave, as plain data that can cross to another thread or into the cache. Absent lists are empty. */
export interface Examined {
  readonly bytes: number;
  /** Ids of the parsers that read it or something inside it. Absent: no parser had a reason to. */
  readonly parsers?: readonly string[];
  /** Binary, and of no format that any parser reads. */
  readonly unreadBinary?: boolean;
  readonly observations?: readonly Observation[];
  readonly fields?: readonly DataField[];
  readonly settings?: readonly ConfigSetting[];
  readonly ignores?: readonly InlineIgnore[];
  readonly modules?: readonly unknown[];
  readonly attempts?: readonly Attempt[];
  readonly companions?: readonly CompanionAsk[];
  readonly absorbed?: ParseResult['absorbed'];
  /** Where there is a cache: the file as it was when it was read. */
  readonly stamp?: FileStamp;
  /** Hash of path and bytes of a file that a parser wanted, where there is a cache. */
  readonly key?: string;
  /** The cache has the result under `key`: nothing was parsed. */
  readonly cached?: true;
}

export interface ExamineContext extends ParseContext {
  /** Content keys whose results the cache holds; undefined without a cache. */
  readonly known?: ReadonlySet<string>;
}

/** Most files are looked at once and forgotten: they all use the same memory. */
const SCRATCH = Buffer.allocUnsafeSlow(256 * 1024);

/** Reads a file once and hands it to every parser that wants it. Never throws. */
export async function examineFile(file: AskedFile, context: ExamineContext): Promise<Examined> {
  try {
    const { bytes, stamp } = readWhole(file.absolute, context.limits, file.named, SCRATCH);
    const examined = await examineBytes(file.path, bytes, context, file.wanted);
    return context.known ? { ...examined, stamp } : examined;
  } catch (error) {
    if (error instanceof ParseError) return { bytes: 0, attempts: [notRead(file, error)] };
    throw error;
  }
}

/** What comes of a file that no parser wants or that cannot be read, or the numbers of the parsers that want it. */
export type Sifted = { readonly passed: Examined } | { readonly wanted: readonly number[] };

/** Asks the parsers whether they want a file, without parsing it. Never throws. */
export function sift(file: FoundFile, context: ExamineContext): Sifted {
  try {
    const { bytes, stamp } = readWhole(file.absolute, context.limits, file.named, SCRATCH);
    const face = new Face({ path: file.path, bytes, depth: 0 });
    const wanted = wantedBy(face, PARSERS, context);
    if (wanted.length > 0) return { wanted };
    return { passed: context.known ? { ...unwanted(face), stamp } : unwanted(face) };
  } catch (error) {
    if (error instanceof ParseError) return { passed: { bytes: 0, attempts: [notRead(file, error)] } };
    throw error;
  }
}

function unwanted({ bytes, binary }: Face): Examined {
  return binary ? { bytes: bytes.length, unreadBinary: true } : { bytes: bytes.length };
}

/** Like `examineFile`, for bytes that are there already: a git object, an archive entry. */
async function examineBytes(
  path: string,
  bytes: Uint8Array,
  context: ExamineContext,
  asked?: readonly number[],
): Promise<Examined> {
  const face = new Face({ path, bytes, depth: 0 });
  const wanted = asked ?? wantedBy(face, PARSERS, context);
  if (wanted.length === 0) return unwanted(face);
  const key = context.known && contentKey(path, bytes);
  if (key !== undefined && context.known?.has(key)) return { bytes: bytes.length, key, cached: true };
  const artifact = { path, bytes: kept(bytes), depth: 0 };
  const { results, attempts } = await parseArtifact(artifact, PARSERS, context, wanted);
  const parsers = new Set([...results.map(({ parser }) => parser), ...attempts.map(({ by }) => by)]);
  return {
    bytes: bytes.length,
    parsers: [...parsers],
    ...filled({
      observations: results.flatMap(({ result }) => result.observations),
      fields: results.flatMap(({ result }) => result.fields ?? []),
      settings: results.flatMap(({ result }) => result.settings ?? []),
      ignores: results.flatMap(({ result }) => result.ignores ?? []),
      modules: results.flatMap(({ result }) => (result.module === undefined ? [] : [result.module])),
      attempts,
      companions: results.flatMap(({ result }) => result.companions ?? []),
      absorbed: results.flatMap(({ result }) => result.absorbed ?? []),
    }),
    ...(key === undefined ? {} : { key }),
  };
}

/** Bytes that stay what they are while other files are read. */
function kept(bytes: Uint8Array): Uint8Array {
  if (bytes.buffer !== SCRATCH.buffer) return bytes;
  const own = Buffer.allocUnsafeSlow(bytes.length);
  own.set(bytes);
  return own;
}

/** A result depends on the path too: extension, code context, the place that is printed. */
function contentKey(path: string, bytes: Uint8Array): string {
  return createHash('sha256').update(path).update('\0').update(bytes).digest('hex').slice(0, 32);
}

/** Leaves empty lists out: most files have none, and every result crosses a thread. */
function filled<T extends Record<string, readonly unknown[]>>(lists: T): Partial<T> {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)) as Partial<T>;
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
