import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Catalog } from '../../../../src/catalog/catalog.js';
import { loadKnowledge } from '../../../../src/knowledge/load.js';
import { DEFAULT_LIMITS, type Observation } from '../../../../src/model/index.js';
import { BINARY_PARSERS } from '../../../../src/parse/binary/parsers.js';
import { MANIFEST_PARSERS } from '../../../../src/parse/manifest/parsers.js';
import { parseArtifact } from '../../../../src/parse/parse.js';

const fixtures = resolve(import.meta.dirname, '../../../../fixtures');
const ROOMS = { manifests: MANIFEST_PARSERS, binaries: BINARY_PARSERS };
const knowledge = loadKnowledge();
const context = {
  catalog: new Catalog(knowledge),
  knowledge,
  limits: DEFAULT_LIMITS,
  today: '2026-11-23',
  passwords: [],
};

/** `line:column id pqc direct dev`, `-` for no line: one fact of a fixture as its expectation has it. */
function line({ asset, evidence, usage }: Observation): string {
  const at =
    evidence.location.type === 'file'
      ? evidence.location.line === undefined
        ? '-'
        : `${evidence.location.line}:${evidence.location.column}`
      : '';
  const pqc = asset.kind === 'library' ? ` ${asset.pqc}${asset.direct ? ' direct' : ''}` : '';
  return `${at} ${asset.id}${pqc}${usage.context === 'test' ? ' dev' : ''}`;
}

describe.each(Object.entries(ROOMS))('%s fixtures', (room, parsers) => {
  for (const name of readdirSync(join(fixtures, room)).sort()) {
    it(name, async () => {
      const folder = join(fixtures, room, name);
      const expected = parse(readFileSync(join(folder, 'expected.yaml'), 'utf8')) as {
        expect: Record<string, string[]>;
        attempts?: string[];
      };
      const found: Record<string, string[]> = {};
      const attempts: string[] = [];
      for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!file.isFile() || file.name === 'expected.yaml') continue;
        const full = join(file.parentPath, file.name);
        const path = relative(folder, full).replaceAll('\\', '/');
        const parsed = await parseArtifact({ path, bytes: readFileSync(full), depth: 0 }, parsers, context);
        found[path] = parsed.results.flatMap(({ result }) => result.observations.map(line)).sort();
        attempts.push(...parsed.attempts.map((one) => `${one.target} ${one.by} ${one.status} ${one.reason}`));
      }
      const wanted = Object.fromEntries(
        Object.entries(expected.expect).map(([path, list]) => [path, [...(list ?? [])].sort()]),
      );
      expect(found).toEqual(wanted);
      expect(attempts).toEqual(expected.attempts ?? []);
    });
  }
});
