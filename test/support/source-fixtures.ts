import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Catalog } from '../../src/catalog/catalog.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { type ConfigSetting, DEFAULT_LIMITS, type Observation, type ParseResult } from '../../src/model/index.js';
import { configParser, SETTINGS_HINT } from '../../src/parse/config/config-parser.js';
import { Face } from '../../src/parse/face.js';
import type { ParseContext } from '../../src/parse/parser.js';
import { filesToReadWhole } from '../../src/parse/source/link/callers.js';
import { declares } from '../../src/parse/source/link/declares.js';
import { isSourceModule, linkSources } from '../../src/parse/source/link/link.js';
import { makersNeeded } from '../../src/parse/source/link/makers.js';
import { mentions } from '../../src/parse/source/link/mentions.js';
import { neededNames } from '../../src/parse/source/link/needed.js';
import { concerns, SecondLooks } from '../../src/parse/source/link/second-look.js';
import { lackedNames, valuesElsewhere } from '../../src/parse/source/link/values-elsewhere.js';
import { SOURCE_PARSERS } from '../../src/parse/source/parsers.js';
import { mayHoldSettings } from '../../src/scan/read-for-linking.js';

export interface FixtureFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface Fixture {
  readonly name: string;
  readonly language: string;
  readonly files: readonly FixtureFile[];
}

const root = join(import.meta.dirname, '../../fixtures/source');

/** A file is a fixture; a folder inside a language is one fixture of several files. */
export function listFixtures(): Fixture[] {
  return readdirSync(root).flatMap((language) =>
    readdirSync(join(root, language)).map((entry) => {
      const path = join(root, language, entry);
      const folder = statSync(path).isDirectory();
      const paths = folder
        ? readdirSync(path, { recursive: true, encoding: 'utf8' })
            .map((one) => join(path, one))
            .filter((one) => statSync(one).isFile())
        : [path];
      const base = folder ? path : join(root, language);
      const files = paths.map((one) => ({
        path: relative(base, one).replaceAll('\\', '/'),
        bytes: readFileSync(one),
      }));
      return { name: `${language}/${entry}`, language, files };
    }),
  );
}

export type FixtureResult = Awaited<ReturnType<typeof checkFixture>>;

/** What a comment says about its line, or about the line below when it stands alone. */
export interface Expectation {
  readonly path: string;
  readonly line: number;
  readonly name: string;
  readonly role?: string;
  /** The certificate of the peer is not verified. */
  readonly unverified: boolean;
  /** A digest that is said to be no security matter. */
  readonly harmless: boolean;
  /** A known miss: the test fails on the day it is found. */
  readonly todo: boolean;
}

const knowledge = loadKnowledge();
const catalog = new Catalog(knowledge);
const context = { catalog, knowledge, limits: DEFAULT_LIMITS, passwords: [] };

/** Observations of a set of files, across files, as a scan makes them, without those that are parts of others. */
export async function observe(files: readonly FixtureFile[]): Promise<Observation[]> {
  // The algorithms that a protocol names are parts of it: test/unit/parse/source/protocol-parts.test.ts.
  return (await observeAll(files)).filter(({ partOf }) => partOf === undefined);
}

/** A key that is written out is told as a part: it may be expected, and need not be. */
function isWrittenOut({ asset, partOf, usage }: Observation): boolean {
  return partOf === asset.id && usage.role === 'other' && usage.purpose === 'key-management';
}

export async function observeAll(files: readonly FixtureFile[]): Promise<Observation[]> {
  const first = await Promise.all(files.map((file) => read(file, context)));
  const results = files.length > 1 ? await withImports(files, first) : first;
  const observations = results.flatMap((one) => one?.observations ?? []);
  const modules: unknown[] = results.flatMap((one) => one?.module ?? []);
  const quiet = files.filter((_, index) => !results[index]);
  for (const names of [neededNames, makersOf]) {
    const needed = mentions(names(modules));
    const read = new Set(modules.filter(isSourceModule).map(({ path }) => path));
    for (const file of quiet.filter(({ path }) => !read.has(path)))
      if (needed(textOf(file), file.path)) modules.push((await readAlone(file))?.module);
  }
  await readWhole(modules, files);
  const settings = (await Promise.all(files.filter((file) => mayHoldSettings(file.path)).map(readSettings))).flat();
  return [...observations, ...linkSources({ modules, settings, knowledge, catalog })];
}

function makersOf(modules: readonly unknown[]): string[] {
  return makersNeeded(modules.filter(isSourceModule));
}

function read(file: FixtureFile, given: ParseContext) {
  const artifact = { ...file, depth: 0 };
  return SOURCE_PARSERS.find((one) => one.wants(new Face(artifact), given))?.parse(artifact, given);
}

/** A file that holds no cryptography, for what it declares. */
async function readAlone(file: FixtureFile) {
  const artifact = { ...file, depth: 0, hint: 'source' };
  return SOURCE_PARSERS.find((one) => one.wants(new Face(artifact), context))?.parse(artifact, context);
}

function textOf({ bytes }: FixtureFile): string {
  return Buffer.from(bytes).toString('latin1');
}

/** Files that import what others make, once more with what that is. */
async function withImports(files: readonly FixtureFile[], first: readonly (ParseResult | undefined)[]) {
  const results = [...first];
  const looks = new SecondLooks();
  const modulesOf = () => results.flatMap((one) => one?.module ?? []).filter(isSourceModule);
  const lacked = declares(lackedNames(modulesOf()));
  const quiet = files.filter((file, index) => !results[index] && lacked(textOf(file), file.path));
  const more = (await Promise.all(quiet.map(readAlone))).flatMap((one) => one?.module ?? []).filter(isSourceModule);
  const values = valuesElsewhere(modulesOf(), more);
  for (let round = 0; round < 3; round++) {
    const look = looks.next(modulesOf(), values);
    if (!look) break;
    const { exports, importers } = look;
    const may = concerns(look, knowledge);
    for (const [index, file] of files.entries()) {
      const text = textOf(file);
      if (importers.includes(file.path) || (!results[index] && may(file.path)?.(text)))
        results[index] = await read(file, { ...context, exports });
    }
  }
  return results;
}

/** Files of which a part was left out, whole where others wait for what is called in it. */
async function readWhole(modules: unknown[], files: readonly FixtureFile[]): Promise<void> {
  for (const path of filesToReadWhole(modules.filter(isSourceModule))) {
    const result = await readAlone(files.find((one) => one.path === path) as FixtureFile);
    modules[modules.findIndex((one) => isSourceModule(one) && one.path === path)] = result?.module;
  }
}

/** Compares what is found with what the comments expect, as sets per file and line. */
export async function checkFixture(files: readonly FixtureFile[]) {
  const expected = files.flatMap(readExpectations);
  const told = (await observeAll(files)).filter((one) => one.partOf === undefined || isWrittenOut(one));
  const seen = told.map((one) => {
    const at = one.evidence.location;
    return {
      part: one.partOf !== undefined,
      path: at.type === 'file' ? at.path : '',
      line: at.type === 'file' ? (at.line ?? 0) : 0,
      name: one.asset.name,
      role: one.usage.role as string,
      unverified: one.details?.['verification'] === false,
      harmless: one.details?.['usedForSecurity'] === false,
    };
  });
  const wrong: string[] = [];
  const found = seen.filter(({ part }) => !part);
  const unmatched = new Set(seen);
  let hits = 0;
  for (const one of expected) {
    const match = [...unmatched].find(
      (other) =>
        other.path === one.path &&
        other.line === one.line &&
        other.name === one.name &&
        other.unverified === one.unverified &&
        other.harmless === one.harmless &&
        (!one.role || one.role === other.role),
    );
    if (match) unmatched.delete(match);
    if (match && !one.todo) hits++;
    if (match && one.todo) wrong.push(`${one.path}:${one.line} now finds ${one.name}: make it an expect`);
    if (!match && !one.todo)
      wrong.push(`${one.path}:${one.line} missed ${one.name}${one.role ? ` role=${one.role}` : ''}${marksOf(one)}`);
  }
  const extra = found.filter((one) => unmatched.has(one));
  for (const one of extra) wrong.push(`${one.path}:${one.line} unexpected ${one.name} role=${one.role}${marksOf(one)}`);
  return { files: files.length, wrong, expected, found, hits, extra: extra.length };
}

function marksOf({ unverified, harmless }: { unverified: boolean; harmless: boolean }): string {
  return `${unverified ? ' verification=off' : ''}${harmless ? ' security=off' : ''}`;
}

const MARK = /\b(todo-)?expect:\s*(.+?)\s*(?:\*\/|-->)?\s*$/;

function readExpectations(file: FixtureFile): Expectation[] {
  const lines = Buffer.from(file.bytes).toString('utf8').split(/\r?\n/);
  return lines.flatMap((text, index) => {
    const match = MARK.exec(text);
    if (!match) return [];
    const before = text.slice(0, match.index).trim();
    const alone = /^(?:\/\/|#|--|\/\*|<!--|;|%|\*)?$/.test(before);
    return (match[2] ?? '').split(/,\s+(?!1\.\d)/).map((item): Expectation => {
      const [name = '', ...facts] = item.split(/\s+(?=(?:role|verification|security)=)/);
      return {
        path: file.path,
        line: index + (alone ? 2 : 1),
        name: name.trim(),
        role: facts.find((one) => one.startsWith('role='))?.slice('role='.length),
        unverified: facts.includes('verification=off'),
        harmless: facts.includes('security=off'),
        todo: match[1] !== undefined,
      };
    });
  });
}

async function readSettings(file: FixtureFile): Promise<readonly ConfigSetting[]> {
  return (await configParser.parse({ ...file, depth: 0, hint: SETTINGS_HINT }, context)).settings ?? [];
}
