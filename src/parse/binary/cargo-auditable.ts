import { inflateSync } from 'node:zlib';
import { ParseError } from '../../model/index.js';
import type { Dependency } from '../manifest/dependency.js';

/** Name of the section in ELF, PE and Mach-O. */
export const AUDIT_SECTION = '.dep-v0';
const MAX_JSON = 8 * 1024 * 1024;
const MAX_CRATES = 20_000;

/**
 * The list of crates that `cargo auditable` builds into a program: JSON, compressed with zlib (rust-secure-code/cargo-auditable,
 * PARSING.md).
 * @throws ParseError when the section is cut or no such list
 */
export function auditedCrates(section: Uint8Array): Dependency[] {
  const packages = packagesOf(section);
  return packages.slice(0, MAX_CRATES).flatMap((one): Dependency[] => {
    const { name, version, kind, root } = (one ?? {}) as Record<string, unknown>;
    if (typeof name !== 'string' || typeof version !== 'string' || root === true) return [];
    return [
      {
        ecosystem: 'cargo',
        name: name.slice(0, 200),
        version: version.slice(0, 100),
        at: { line: 1, column: 1 },
        locked: true,
        ...(kind === 'build' && { scope: 'build' }),
      },
    ];
  });
}

function packagesOf(section: Uint8Array): unknown[] {
  try {
    const list = JSON.parse(inflateSync(section, { maxOutputLength: MAX_JSON }).toString('utf8')) as {
      packages?: unknown;
    };
    if (Array.isArray(list?.packages)) return list.packages;
  } catch {
    // Cut, too large or no JSON: said below.
  }
  throw new ParseError(`the section ${AUDIT_SECTION} holds no list of crates`);
}
