import { type FoundFile, readWhole } from '../crawl/files/index.js';
import { ParseError } from '../model/index.js';
import { Face } from '../parse/face.js';
import { SOURCE_PARSERS } from '../parse/source/parsers.js';
import type { ExamineContext, Examined } from './examine.js';

/**
 * Reads a source file that holds no cryptography for what it declares, if one of the names stands in it.
 * The first reading has recorded already what could not be read.
 */
export async function readModule(file: FoundFile, names: RegExp, context: ExamineContext): Promise<Examined> {
  const nothing: Examined = { bytes: 0 };
  const parser = parserFor(file.path, context);
  if (!parser) return nothing;
  try {
    const { bytes, stamp } = readWhole(file.absolute, context.limits, file.named);
    const read: Examined = context.known ? { bytes: bytes.length, stamp } : { bytes: bytes.length };
    const artifact = { path: file.path, bytes, depth: 0, hint: 'source' };
    const face = new Face(artifact);
    if (!names.test(face.latin1) || !parser.wants(face, context)) return read;
    const { module } = await parser.parse(artifact, context);
    return module === undefined ? read : { ...read, parsers: [parser.id], modules: [module] };
  } catch (error) {
    if (error instanceof ParseError) return nothing;
    throw error;
  }
}

/** By the name alone, before the file is read again. */
export function parserFor(path: string, context: ExamineContext) {
  const face = new Face({ path, bytes: new Uint8Array(), depth: 0, hint: 'source' });
  return SOURCE_PARSERS.find((parser) => parser.wants(face, context));
}
