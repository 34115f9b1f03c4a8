import { isDocument } from '../catalog/code-context.js';
import { type Artifact, type Attempt, ParseError, type ParseResult } from '../model/index.js';
import { Face } from './face.js';
import type { ParseContext, Parser } from './parser.js';
import { promisesKeys } from './pki/file-names.js';
import { markTestRows } from './test-rows.js';

/** What all parsers together made of one artifact and of everything embedded in it. */
export interface Parsed {
  readonly results: readonly { readonly parser: string; readonly path: string; readonly result: ParseResult }[];
  readonly attempts: readonly Attempt[];
}

/**
 * Hands an artifact to every parser that wants it, then its embedded artifacts, down to the depth limit.
 * Never throws: what a parser throws becomes an attempt.
 * @param wanted numbers of the parsers that want the artifact itself, where they have been asked already
 */
export async function parseArtifact(
  artifact: Artifact,
  parsers: readonly Parser[],
  context: ParseContext,
  wanted?: readonly number[],
): Promise<Parsed> {
  const results: { parser: string; path: string; result: ParseResult }[] = [];
  const attempts: Attempt[] = [];
  const queue: Artifact[] = [artifact];
  for (let next = queue.shift(); next; next = queue.shift()) {
    const face = new Face(next);
    let said = attempts.length;
    const asked = next === artifact ? wanted : undefined;
    for (const number of asked ?? wantedBy(face, parsers, context)) {
      const parser = parsers[number] as Parser;
      const result = await attempt(parser, next, context, attempts);
      if (!result) continue;
      const observations = markTestRows(next, result.observations);
      results.push({ parser: parser.id, path: next.path, result: { ...result, observations } });
      said -= result.observations.length + (result.embedded?.length ?? 0);
      attempts.push(...(result.attempts ?? []));
      for (const inner of result.embedded ?? []) {
        if (inner.depth <= context.limits.depth) queue.push(inner);
        else attempts.push(tooDeep(inner, parser.id));
      }
    }
    if (said === attempts.length && next.bytes.length > 0 && promisesKeys(face.extension))
      attempts.push(brokenPromise(next));
  }
  return { results, attempts: attempts.map(asExample) };
}

/** Numbers of the parsers that want an artifact. */
export function wantedBy(face: Face, parsers: readonly Parser[], context: ParseContext): number[] {
  const wanted: number[] = [];
  for (let number = 0; number < parsers.length; number++)
    if (parsers[number]?.wants(face, context)) wanted.push(number);
  return wanted;
}

async function attempt(parser: Parser, artifact: Artifact, context: ParseContext, attempts: Attempt[]) {
  try {
    return await parser.parse(artifact, context);
  } catch (error) {
    attempts.push(failure(parser, artifact.path, error));
    return undefined;
  }
}

/** What a parser threw: anything but a `ParseError` is a bug of it, and costs this one file alone. */
export function failure(parser: Parser, target: string, error: unknown): Attempt {
  const by = parser.id;
  if (error instanceof ParseError) return { target, by, status: 'failed', reason: error.reason, detail: error.message };
  const { name, message } = error as Error;
  return { target, by, status: 'failed', reason: 'bug', detail: `${name}: ${message}` };
}

/** Documents show keys and certificates cut short (`MIIC...`): that such an example is broken is nobody's failure. */
function asExample(one: Attempt): Attempt {
  const isExample = one.status !== 'completed' && one.reason === 'malformed' && isDocument(one.target);
  return isExample ? { ...one, status: 'skipped', detail: `an example in a document: ${one.detail ?? ''}` } : one;
}

/** Whatever became of the bytes, such a file is never passed over in silence. */
function brokenPromise(artifact: Artifact): Attempt {
  return {
    target: artifact.path,
    by: 'certificate-file',
    status: 'failed',
    reason: 'malformed',
    detail: 'its name says certificate, key or store; its bytes are none that are known',
  };
}

function tooDeep(artifact: Artifact, by: string): Attempt {
  return {
    target: artifact.path,
    by,
    status: 'skipped',
    reason: 'limit',
    detail: `nested ${artifact.depth} levels deep; the limit is reached, so it was not opened`,
  };
}
