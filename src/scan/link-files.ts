import { type FoundFile, readBytes } from '../crawl/files/index.js';
import { type ConfigSetting, type Observation, ParseError } from '../model/index.js';
import { Face } from '../parse/face.js';
import type { ParseContext } from '../parse/parser.js';
import { linkSources, neededNames } from '../parse/source/link.js';
import { SOURCE_PARSERS } from '../parse/source/parsers.js';

/** What the first reading of all files gave. */
export interface FirstReading {
  readonly modules: readonly unknown[];
  readonly settings: readonly ConfigSetting[];
}

/**
 * Resolves what single source files left open: constants, wrappers and settings of other files. Files that hold no
 * cryptography but one of the names in question are read for it, once.
 */
export async function linkFiles(
  files: readonly FoundFile[],
  first: FirstReading,
  context: ParseContext,
): Promise<Observation[]> {
  const modules = [...first.modules];
  const names = neededNames(modules);
  if (names.length > 0) {
    const read = new Set(modules.map((module) => (module as { path?: string }).path));
    const pattern = new RegExp(names.map((name) => name.replace(/[^\w]/g, '\\$&')).join('|'));
    for (const file of files) {
      if (read.has(file.path)) continue;
      const module = await moduleOf(file, pattern, context);
      if (module !== undefined) modules.push(module);
    }
  }
  return linkSources({ modules, settings: first.settings, knowledge: context.knowledge, catalog: context.catalog });
}

/** The first reading has recorded already what could not be read. */
async function moduleOf(file: FoundFile, names: RegExp, context: ParseContext): Promise<unknown> {
  const empty = { path: file.path, bytes: new Uint8Array(), depth: 0, hint: 'source' };
  const parser = SOURCE_PARSERS.find((one) => one.wants(new Face(empty), context));
  if (!parser) return undefined;
  try {
    const artifact = { ...empty, bytes: readBytes(file.absolute, context.limits, file.named) };
    const face = new Face(artifact);
    if (!names.test(face.latin1) || !parser.wants(face, context)) return undefined;
    return (await parser.parse(artifact, context)).module;
  } catch (error) {
    if (error instanceof ParseError) return undefined;
    throw error;
  }
}
