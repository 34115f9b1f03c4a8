import type { Dependency, Ecosystem } from '../dependency.js';
import { lines } from '../lines.js';
import type { ManifestFormat } from '../manifest-parser.js';

/** `[[package]]` blocks with `name` and `version`: machine-written, large, always alike; so read by lines. */
function tomlLock(id: string, file: RegExp, ecosystem: Ecosystem): ManifestFormat {
  return {
    id,
    wants: (face) => file.test(face.name),
    *read(text) {
      let block: { name?: string; at?: Dependency['at']; version?: string; scope?: string } | undefined;
      for (const { text: line, number } of lines(text)) {
        if (line.startsWith('[')) {
          if (block) yield* finish(block, ecosystem);
          block = /^\[\[packages?\]\]/.test(line) ? {} : undefined;
        } else if (block) {
          const field = /^(name|version|category)\s*=\s*"([^"]{1,200})"/.exec(line);
          if (field?.[1] === 'name')
            Object.assign(block, { name: field[2], at: { line: number, column: line.indexOf('"') + 2 } });
          else if (field?.[1] === 'version') block.version = field[2] as string;
          else if (field?.[1] === 'category' && field[2] === 'dev') block.scope = 'dev';
        }
      }
      if (block) yield* finish(block, ecosystem);
    },
  };
}

function* finish(
  block: { name?: string; at?: Dependency['at']; version?: string; scope?: string },
  ecosystem: Ecosystem,
): Generator<Dependency> {
  const { name, version, at, scope } = block;
  if (name && version && at) yield { ecosystem, name, version, at, locked: true, ...(scope && { scope }) };
}

export const CARGO_LOCK = tomlLock('cargo-lock', /^cargo\.lock$/, 'cargo');
export const POETRY_LOCK = tomlLock('poetry-lock', /^poetry\.lock$/, 'pypi');
export const PDM_LOCK = tomlLock('pdm-lock', /^pdm\.lock$/, 'pypi');
export const UV_LOCK = tomlLock('uv-lock', /^uv\.lock$/, 'pypi');
/** PEP 751. */
export const PYLOCK = tomlLock('pylock', /^pylock(\..*)?\.toml$/, 'pypi');
