import { type Artifact, type Observation, ParseError, type ParseResult } from '../../model/index.js';
import type { Face } from '../face.js';
import type { ParseContext, Parser } from '../parser.js';
import { decodeText } from '../text.js';
import type { Dependency } from './dependency.js';
import { libraryIndex } from './library-index.js';
import { lineAt } from './lines.js';
import { observeLibrary } from './observe.js';

/** One manifest format: which files, and what dependencies stand in them. */
export interface ManifestFormat {
  /** `npm-lock`, `cargo`: printed in attempts. */
  readonly id: string;
  wants(face: Face): boolean;
  /**
   * All dependencies in the text. Throws only `ParseError`.
   * @param companions texts of the files that `asks` named and the tree has, nearest first; none on the first reading
   */
  read(text: string, path: string, companions: readonly string[]): Iterable<Dependency>;
  /** Other files of the tree that give this one its values, relative to it: the parents of a pom.xml. */
  asks?(text: string): readonly string[];
  /** How sure a line of it means that the package is there. */
  readonly confidence?: number;
}

/** Characters of one manifest; the largest lockfiles of public repositories are below 8 million. */
const MAX_TEXT = 24 * 1024 * 1024;
/** Dependencies of one manifest that are looked at. */
const MAX_DEPENDENCIES = 200_000;

/** The parser of a format: reads, keeps what `rules/libraries/` knows, says where. */
export function manifestParser(format: ManifestFormat): Parser {
  return {
    id: format.id,
    wants: (face) => format.wants(face) && !face.binary,
    parse: (artifact, context) => parseManifest(format, artifact, context),
  };
}

function parseManifest(format: ManifestFormat, artifact: Artifact, context: ParseContext): ParseResult {
  if (artifact.bytes.length > MAX_TEXT) {
    throw new ParseError(
      `${artifact.bytes.length} bytes; manifests above ${MAX_TEXT} are not read`,
      undefined,
      'too-large',
    );
  }
  const text = decodeText(artifact.bytes);
  const index = libraryIndex(context.knowledge);
  const observations: Observation[] = [];
  const seen = new Set<string>();
  let count = 0;
  const asks = format.asks?.(text) ?? [];
  for (const dependency of format.read(text, artifact.path, companionTexts(asks, artifact, context))) {
    if (++count > MAX_DEPENDENCIES)
      throw new ParseError(`more than ${MAX_DEPENDENCIES} dependencies`, undefined, 'limit');
    const observation = observeLibrary(dependency, index, {
      path: artifact.path,
      technique: 'manifest',
      confidence: format.confidence ?? 0.95,
      excerpt: lineAt(text, dependency.at.line),
      ...(artifact.lineOffset !== undefined && { lineOffset: artifact.lineOffset - 1 }),
    });
    if (!observation) continue;
    const key = `${observation.asset.id} ${dependency.at.line}:${dependency.at.column}`;
    if (seen.has(key)) continue;
    seen.add(key);
    observations.push(observation);
  }
  return {
    observations,
    ...(asks.length > 0 && { companions: asks.map((pattern) => ({ from: artifact.path, pattern })) }),
  };
}

function companionTexts(asks: readonly string[], artifact: Artifact, { companions }: ParseContext): string[] {
  const found = asks.flatMap((pattern) => companions?.(artifact.path, pattern) ?? []);
  return found.filter(({ bytes }) => bytes.length <= MAX_TEXT).map(({ bytes }) => decodeText(bytes));
}
