import type { Dependency } from '../dependency.js';
import { type JsonNode, member, membersOf, readJson, textOf } from '../json.js';
import type { ManifestFormat } from '../manifest-parser.js';
import { exactVersion } from '../range.js';

const SECTIONS: Readonly<Record<string, string | undefined>> = {
  dependencies: undefined,
  devDependencies: 'dev',
  peerDependencies: 'peer',
  optionalDependencies: 'optional',
};

/** package.json of npm, yarn, pnpm and bun alike; `engines.node` is the runtime. */
export const PACKAGE_JSON: ManifestFormat = {
  id: 'npm',
  wants: (face) => face.name === 'package.json',
  *read(text) {
    const root = readJson(text);
    for (const [section, scope] of Object.entries(SECTIONS)) {
      for (const [name, node] of membersOf(member(root, section))) {
        const range = textOf(node);
        if (range !== undefined) yield npmDependency(name, range, node, scope);
      }
    }
    const engine = member(root, 'engines', 'node');
    const range = textOf(engine);
    if (engine && range) {
      yield { ecosystem: 'generic', name: 'node', range, at: engine.keyAt ?? engine.at, direct: true };
    }
  },
};

function npmDependency(key: string, range: string, node: JsonNode, scope: string | undefined): Dependency {
  const alias = /^npm:((?:@[^/@]{1,200}\/)?[^@]{1,200})@(.{1,200})$/.exec(range);
  const name = alias?.[1] ?? key;
  const wanted = alias?.[2] ?? range;
  const exact = exactVersion(wanted);
  return {
    ecosystem: 'npm',
    name,
    ...(exact === undefined || !/\d+\.\d+\.\d+/.test(exact) ? { range: wanted } : { version: exact }),
    at: node.keyAt ?? node.at,
    direct: true,
    ...(scope && { scope }),
  };
}

/** package-lock.json and npm-shrinkwrap.json, lockfileVersion 1 to 3. */
export const PACKAGE_LOCK: ManifestFormat = {
  id: 'npm-lock',
  wants: (face) => face.name === 'package-lock.json' || face.name === 'npm-shrinkwrap.json',
  *read(text) {
    const root = readJson(text);
    const packages = member(root, 'packages');
    if (packages) {
      const direct = directNames(member(packages, ''));
      for (const [path, node] of membersOf(packages)) {
        const inside = path.lastIndexOf('node_modules/');
        if (inside < 0) continue;
        const name = textOf(member(node, 'name')) ?? path.slice(inside + 'node_modules/'.length);
        yield* locked(name, node, inside === 0 && direct.has(name));
      }
    } else {
      yield* nested(member(root, 'dependencies'));
    }
  },
};

function directNames(root: JsonNode | undefined): Set<string> {
  return new Set(
    Object.keys(SECTIONS).flatMap((section) => [...membersOf(member(root, section))].map(([name]) => name)),
  );
}

function* nested(dependencies: JsonNode | undefined): Generator<Dependency> {
  for (const [name, node] of membersOf(dependencies)) {
    yield* locked(name, node);
    yield* nested(member(node, 'dependencies'));
  }
}

function* locked(name: string, node: JsonNode, direct?: boolean): Generator<Dependency> {
  const version = textOf(member(node, 'version'));
  if (version === undefined) return;
  const dev = member(node, 'dev')?.value === true;
  yield {
    ecosystem: 'npm',
    name,
    version,
    at: node.keyAt ?? node.at,
    locked: true,
    ...(direct !== undefined && { direct }),
    ...(dev && { scope: 'dev' }),
  };
}
