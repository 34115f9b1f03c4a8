import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Who may import whom, besides `basics`: the table of docs/architecture.md. `folder/sub` narrows; `*` is everything in src. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  basics: [],
  model: [],
  catalog: ['model'],
  knowledge: ['model'],
  parse: ['model', 'catalog'],
  crawl: ['model', 'catalog', 'parse/wire'],
  inventory: ['model', 'catalog'],
  assess: ['model', 'catalog', 'inventory'],
  triage: ['model', 'catalog'],
  lifespan: ['model', 'catalog', 'inventory'],
  plan: ['model', 'catalog', 'inventory', 'lifespan'],
  report: ['model'],
  scan: ['model', 'catalog', 'knowledge', 'parse', 'crawl', 'inventory', 'assess', 'triage', 'lifespan', 'plan'],
  estate: ['model', 'triage'],
  fleet: ['model', 'knowledge', 'crawl', 'scan', 'estate'],
  cli: ['*'],
};

/** Rooms of the source parser, in the order in which a file goes through them; each may import those before it. */
const SOURCE_ROOMS = ['dormant', 'tree', 'languages', 'rules', 'run', 'uses', 'link'];

/** Modules of Node and packages that only some folders may touch. */
const RESERVED: Readonly<Record<string, readonly string[]>> = {
  'node:fs': ['crawl', 'cli', 'knowledge', 'scan', 'fleet', 'parse/source/tree/grammar.ts', 'parse/gram-scan.ts'],
  'node:fs/promises': ['crawl', 'cli', 'knowledge', 'scan', 'parse/source/tree/grammar.ts'],
  'node:net': ['crawl'],
  'node:dgram': ['crawl'],
  'node:tls': [],
  'node:http': [],
  'node:https': [],
  'node:child_process': ['crawl', 'cli'],
  'fast-glob': ['crawl'],
  commander: ['cli'],
  bullmq: ['fleet'],
  chalk: ['cli', 'report'],
  'node-forge': ['parse'],
  '@peculiar/x509': ['parse'],
  'web-tree-sitter': ['parse'],
};

/** Files over 400 lines, each with its reason. */
const LONG: Readonly<Record<string, string>> = {};

const root = resolve(import.meta.dirname, '../src');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.replaceAll('\\', '/'));
const sources = new Map(files.map((name) => [name, readFileSync(join(root, name), 'utf8')]));

function importsOf(name: string): string[] {
  const text = sources.get(name) ?? '';
  return [
    ...text.matchAll(/^\s*(?:import|export)\b[^'"]*?from\s+'([^']+)'|import\('([^']+)'\)|^import\s+'([^']+)'/gm),
  ].map((match) => (match[1] ?? match[2] ?? match[3]) as string);
}

/** A type-only import leaves no trace at run time. */
function isTypeOnly(name: string, specifier: string): boolean {
  return new RegExp(`import type [^;]*from '${specifier.replaceAll('.', '\\.')}'`).test(sources.get(name) ?? '');
}

function inside(name: string, folder: string): boolean {
  return name === folder || name === `${folder}.ts` || name.startsWith(`${folder}/`);
}

function local(name: string, specifier: string): string {
  return relative(root, resolve(root, dirname(name), specifier))
    .replaceAll('\\', '/')
    .replace(/\.js$/, '.ts');
}

describe('architecture', () => {
  it('folders import only what the table allows', () => {
    const wrong: string[] = [];
    for (const name of files) {
      const folder = name.includes('/') ? name.slice(0, name.indexOf('/')) : undefined;
      if (!folder) continue;
      const table = MAY_IMPORT[folder];
      if (!table) {
        wrong.push(`${name}: folder ${folder} is not in the table`);
        continue;
      }
      const allowed = [...table, 'basics'];
      for (const target of importsOf(name)
        .filter((one) => one.startsWith('.'))
        .map((one) => local(name, one))) {
        const ok = inside(target, folder) || allowed.includes('*') || allowed.some((one) => inside(target, one));
        if (!ok) wrong.push(`${name} imports ${target}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('reserved modules stay in their rooms', () => {
    const wrong: string[] = [];
    for (const name of files) {
      for (const specifier of importsOf(name)) {
        const rooms = RESERVED[specifier];
        if (rooms && !rooms.some((room) => inside(name, room))) wrong.push(`${name} imports ${specifier}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('source code flows one way through the rooms of its parser', () => {
    const roomOf = (name: string) => SOURCE_ROOMS.indexOf(/^parse\/source\/(\w+)\//.exec(name)?.[1] ?? '');
    const wrong: string[] = [];
    for (const name of files.filter((one) => roomOf(one) >= 0)) {
      for (const specifier of importsOf(name).filter((one) => one.startsWith('.') && !isTypeOnly(name, one))) {
        if (roomOf(local(name, specifier)) > roomOf(name)) wrong.push(`${name} imports ${specifier}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('has no import cycles', () => {
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const visit = (name: string, path: readonly string[]): void => {
      if (state.get(name) === 'done') return;
      if (state.get(name) === 'open') {
        cycles.push([...path.slice(path.indexOf(name)), name].join(' → '));
        return;
      }
      state.set(name, 'open');
      for (const specifier of importsOf(name).filter((one) => one.startsWith('.'))) {
        if (isTypeOnly(name, specifier)) continue;
        const target = local(name, specifier);
        if (sources.has(target)) visit(target, [...path, name]);
      }
      state.set(name, 'done');
    };
    for (const name of files) visit(name, []);
    expect(cycles).toEqual([]);
  });

  it('leaves the process to cli', () => {
    const wrong = files
      .filter((name) => !inside(name, 'cli'))
      .filter((name) => /\bprocess\.(exit|argv|stdout|stderr|env)\b|\bconsole\./.test(sources.get(name) ?? ''));
    expect(wrong).toEqual([]);
  });

  it('keeps files readable at once', () => {
    const long = files.filter((name) => (sources.get(name) ?? '').split('\n').length > 401 && !LONG[name]);
    expect(long).toEqual([]);
  });
});
