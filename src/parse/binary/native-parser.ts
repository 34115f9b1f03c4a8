import {
  type AlgorithmAsset,
  type Artifact,
  type Attempt,
  type Observation,
  ParseError,
  type ParseResult,
} from '../../model/index.js';
import type { Dependency } from '../manifest/dependency.js';
import { libraryIndex } from '../manifest/library-index.js';
import { observeLibrary } from '../manifest/observe.js';
import type { ParseContext, Parser } from '../parser.js';
import { auditedCrates } from './cargo-auditable.js';
import { findConstants } from './constants.js';
import { readElf } from './elf.js';
import { goDependencies, readGoBuildInfo } from './go-build-info.js';
import type { Linkage } from './linkage.js';
import { readMachO } from './mach-o.js';
import { readPe } from './pe.js';
import { sharedLibrary } from './shared-library.js';
import { bannerVersions, rustCrates } from './static-libraries.js';
import { readWasm } from './wasm.js';

/** A linked library is certainly asked for; a symbol or a table only says that the code is there. */
const SURE = { build: 0.9, linked: 0.85, banner: 0.6, symbol: 0.5, constant: 0.4 };

/** ELF, PE, Mach-O and WebAssembly. */
export const NATIVE: Parser = {
  id: 'binary',
  wants: (face) => format(face.bytes) !== undefined,
  parse: (artifact, context) => parseNative(artifact, context),
};

function parseNative(artifact: Artifact, context: ParseContext): ParseResult {
  const { bytes, path } = artifact;
  const index = libraryIndex(context.knowledge);
  const attempts: Attempt[] = [];
  const linkage = readLinkage(artifact, attempts);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const libraries: { dependency: Dependency; confidence: number }[] = [];
  const add = (found: readonly Dependency[], confidence: number): void => {
    for (const dependency of found) libraries.push({ dependency, confidence });
  };
  const go = readGoBuildInfo(bytes);
  if (go) add(goDependencies(go), SURE.build);
  add(
    [linkage.name ?? '', ...linkage.libraries].flatMap((one) => sharedLibrary(one, index.links) ?? []),
    SURE.linked,
  );
  add(bannerVersions(text, index.banners), SURE.banner);
  add(rustCrates(text), SURE.banner);
  if (linkage.crates) add(readCrates(linkage.crates, path, attempts), SURE.build);
  const seen = new Set<string>();
  const observations: Observation[] = [];
  for (const { dependency, confidence } of libraries) {
    const observation = observeLibrary(dependency, index, { path, technique: 'binary', confidence });
    if (!observation || seen.has(observation.asset.id)) continue;
    seen.add(observation.asset.id);
    observations.push(withoutLine(observation));
  }
  observations.push(...algorithms(linkage, artifact, context));
  return { observations, attempts };
}

function readLinkage(artifact: Artifact, attempts: Attempt[]): Linkage {
  const read = format(artifact.bytes);
  try {
    if (read) return read(artifact.bytes);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    attempts.push({
      target: artifact.path,
      by: 'binary',
      status: 'partial',
      reason: error.reason,
      detail: `${error.message}; only its texts and tables were searched`,
    });
  }
  return { format: '', libraries: [], symbols: [] };
}

function readCrates(section: Uint8Array, path: string, attempts: Attempt[]): readonly Dependency[] {
  try {
    return auditedCrates(section);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    attempts.push({ target: path, by: 'binary', status: 'partial', reason: error.reason, detail: error.message });
    return [];
  }
}

/** Families whose symbols or tables are in the file: one observation each, at its first sign. */
function algorithms(linkage: Linkage, artifact: Artifact, context: ParseContext): Observation[] {
  const { symbols } = libraryIndex(context.knowledge);
  const found = new Map<string, Observation>();
  const note = (asset: AlgorithmAsset, symbol: string, confidence: number): void => {
    if (found.has(asset.id)) return;
    found.set(asset.id, {
      asset,
      evidence: {
        location: { type: 'file', path: artifact.path },
        technique: 'binary',
        confidence,
        symbol: symbol.slice(0, 120),
      },
      usage: {
        purpose: 'unknown',
        role: 'unknown',
        context: 'production',
        unknown: [{ what: 'use', why: 'a compiled file shows what is in it, not what it is used for' }],
      },
      details: { format: linkage.format },
    });
  };
  const prefixes = [...symbols];
  for (const symbol of linkage.symbols) {
    const match = prefixes.find(([begin]) => symbol.startsWith(begin));
    if (match) note(context.catalog.algorithm({ family: match[1] }), symbol, SURE.symbol);
  }
  for (const { family, name, curve } of findConstants(artifact.bytes)) {
    note(context.catalog.algorithm({ family, ...(curve !== undefined && { curve }) }), name, SURE.constant);
  }
  return [...found.values()];
}

/** A compiled file has no lines. */
function withoutLine(observation: Observation): Observation {
  const { location } = observation.evidence;
  const path = location.type === 'file' ? location.path : '';
  return { ...observation, evidence: { ...observation.evidence, location: { type: 'file', path } } };
}

/** The reader for the first bytes of a file. A class file begins like a universal Mach-O: its version is never below 45. */
function format(bytes: Uint8Array): ((data: Uint8Array) => Linkage) | undefined {
  if (bytes.length < 64) return bytes.length >= 8 && starts(bytes, [0, 0x61, 0x73, 0x6d]) ? readWasm : undefined;
  if (starts(bytes, [0x7f, 0x45, 0x4c, 0x46])) return readElf;
  if (starts(bytes, [0x4d, 0x5a])) return readPe;
  if (starts(bytes, [0, 0x61, 0x73, 0x6d])) return readWasm;
  if (starts(bytes, [0xcf, 0xfa, 0xed, 0xfe]) || starts(bytes, [0xce, 0xfa, 0xed, 0xfe])) return readMachO;
  if (starts(bytes, [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0]) && (bytes[7] ?? 0) < 20) return readMachO;
  return undefined;
}

function starts(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}
