import type { Dependency } from '../dependency.js';
import { member, membersOf, readJson, textOf } from '../json.js';
import { lines } from '../lines.js';
import type { ManifestFormat } from '../manifest-parser.js';
import { exactVersion } from '../range.js';
import { readToml, type TomlFile, table } from '../toml.js';
import { requirement } from './requirement.js';

/** pyproject.toml: PEP 621 and PEP 735 requirements, Poetry, PDM, uv and Hatch tables. */
export const PYPROJECT: ManifestFormat = {
  id: 'pyproject',
  wants: (face) => face.name === 'pyproject.toml',
  *read(text) {
    const file = readToml(text);
    const { root } = file;
    const project = table(root, 'project');
    yield* strings(file, 'project', 'dependencies', project?.['dependencies']);
    const python = project?.['requires-python'];
    if (typeof python === 'string') {
      const at = file.keyAt('project', 'requires-python');
      yield { ecosystem: 'generic', name: 'python', range: python, at, direct: true };
    }
    for (const [group, list] of Object.entries(table(project, 'optional-dependencies') ?? {})) {
      yield* strings(file, 'project.optional-dependencies', group, list, 'optional');
    }
    for (const [group, list] of Object.entries(table(root, 'dependency-groups') ?? {})) {
      yield* strings(file, 'dependency-groups', group, list, 'dev');
    }
    yield* strings(file, 'build-system', 'requires', table(root, 'build-system')?.['requires'], 'build');
    yield* strings(file, 'tool.uv', 'dev-dependencies', table(root, 'tool', 'uv')?.['dev-dependencies'], 'dev');
    for (const [group, list] of Object.entries(table(root, 'tool', 'pdm', 'dev-dependencies') ?? {})) {
      yield* strings(file, 'tool.pdm.dev-dependencies', group, list, 'dev');
    }
    yield* versions(file, 'tool.poetry.dependencies', table(root, 'tool', 'poetry', 'dependencies'));
    yield* versions(file, 'tool.poetry.dev-dependencies', table(root, 'tool', 'poetry', 'dev-dependencies'), 'dev');
    for (const group of Object.keys(table(root, 'tool', 'poetry', 'group') ?? {})) {
      const inside = table(root, 'tool', 'poetry', 'group', group, 'dependencies');
      yield* versions(file, `tool.poetry.group.${group}.dependencies`, inside, group === 'main' ? undefined : 'dev');
    }
  },
};

/** Pipfile. */
export const PIPFILE: ManifestFormat = {
  id: 'pipfile',
  wants: (face) => face.name === 'pipfile',
  *read(text) {
    const file = readToml(text);
    yield* versions(file, 'packages', table(file.root, 'packages'));
    yield* versions(file, 'dev-packages', table(file.root, 'dev-packages'), 'dev');
  },
};

/** Pipfile.lock. */
export const PIPFILE_LOCK: ManifestFormat = {
  id: 'pipfile-lock',
  wants: (face) => face.name === 'pipfile.lock',
  *read(text) {
    const root = readJson(text);
    for (const section of ['default', 'develop']) {
      for (const [name, node] of membersOf(member(root, section))) {
        const version = exactVersion(textOf(member(node, 'version')) ?? '');
        const scope = section === 'develop' ? { scope: 'dev' } : {};
        if (version) yield { ecosystem: 'pypi', name, version, at: node.keyAt ?? node.at, locked: true, ...scope };
      }
    }
  },
};

/** setup.cfg: `install_requires`, the extras, and their continuation lines. */
export const SETUP_CFG: ManifestFormat = {
  id: 'setup-cfg',
  wants: (face) => face.name === 'setup.cfg',
  *read(text) {
    let open = false;
    let extras = false;
    for (const { text: line, number } of lines(text)) {
      const key = /^([\w.-]+)\s*=\s*(.*)$/.exec(line);
      if (/^\[/.test(line)) extras = line.trim() === '[options.extras_require]';
      if (key || /^\[/.test(line)) open = key !== null && (extras || key[1] === 'install_requires');
      const body = key ? (key[2] ?? '') : line;
      if (!open || body.trim() === '' || /^\s*#/.test(body)) continue;
      const at = { line: number, column: line.indexOf(body.trim()) + 1 };
      const found = requirement(body, at, extras ? 'optional' : undefined);
      if (found) yield found;
    }
  },
};

function* strings(file: TomlFile, where: string, key: string, list: unknown, scope?: string): Generator<Dependency> {
  if (!Array.isArray(list)) return;
  const from = file.keyAt(where, key);
  for (const item of list) {
    if (typeof item !== 'string') continue;
    const found = requirement(item, file.stringAt(item, from), scope);
    if (found) yield found;
  }
}

/** `name = "^1.2"` or `name = { version = "^1.2" }`: Poetry and Pipfile. A bare version is exact only with `==`. */
function* versions(
  file: TomlFile,
  where: string,
  entries: Readonly<Record<string, unknown>> | undefined,
  scope?: string,
): Generator<Dependency> {
  for (const [name, value] of Object.entries(entries ?? {})) {
    const wanted = typeof value === 'string' ? value : table(value)?.['version'];
    const range = typeof wanted === 'string' && wanted !== '*' ? wanted : undefined;
    const exact = range?.startsWith('=') ? exactVersion(range) : undefined;
    const python = name === 'python';
    yield {
      ecosystem: python ? 'generic' : 'pypi',
      name,
      ...(exact ? { version: exact } : range !== undefined && { range }),
      at: file.keyAt(where, name),
      direct: true,
      ...(scope && { scope }),
    };
  }
}
