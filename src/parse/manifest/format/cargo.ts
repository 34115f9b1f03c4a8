import type { Dependency } from '../dependency.js';
import type { ManifestFormat } from '../manifest-parser.js';
import { readToml, type TomlFile, table } from '../toml.js';

const SECTIONS: Readonly<Record<string, string | undefined>> = {
  dependencies: undefined,
  'dev-dependencies': 'dev',
  'build-dependencies': 'build',
};

/** Cargo.toml: dependencies of the package and of its targets; those of the workspace give members their versions. A bare version is a caret range. */
export const CARGO_TOML: ManifestFormat = {
  id: 'cargo',
  wants: (face) => face.name === 'cargo.toml',
  *read(text) {
    const file = readToml(text);
    for (const [section, scope] of Object.entries(SECTIONS)) {
      yield* crates(file, section, table(file.root, section), scope);
      for (const target of Object.keys(table(file.root, 'target') ?? {})) {
        yield* crates(file, `target.${target}.${section}`, table(file.root, 'target', target, section), scope);
      }
    }
    for (const one of crates(file, 'workspace.dependencies', table(file.root, 'workspace', 'dependencies'))) {
      yield { ...one, direct: false, details: { managed: true } };
    }
  },
};

function* crates(
  file: TomlFile,
  where: string,
  entries: Readonly<Record<string, unknown>> | undefined,
  scope?: string,
): Generator<Dependency> {
  for (const [key, value] of Object.entries(entries ?? {})) {
    const details = table(value);
    const wanted = typeof value === 'string' ? value : details?.['version'];
    const renamed = details?.['package'];
    const range = typeof wanted === 'string' ? (/^\d/.test(wanted) ? `^${wanted}` : wanted) : undefined;
    const exact = range?.startsWith('=') ? range.slice(1).trim() : undefined;
    yield {
      ecosystem: 'cargo',
      name: typeof renamed === 'string' ? renamed : key,
      ...(exact ? { version: exact } : range !== undefined && { range }),
      at: file.keyAt(where, key),
      direct: true,
      ...(scope && { scope }),
    };
  }
}
