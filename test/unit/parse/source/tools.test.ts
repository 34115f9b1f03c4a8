import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Catalog } from '../../../../src/catalog/catalog.js';
import { loadKnowledge, loadKnowledgeWith } from '../../../../src/knowledge/load.js';
import { Tools, toolRulesOf } from '../../../../src/parse/source/languages/commands/tools.js';
import { CONTEXT, observationsOf, parseBytes } from '../../../support/parse.js';

const OWN = `kind: source
language: commands
library: keysmith
source: keysmith(1)
tools:
  keysmith:
    depth: 1
    clusters: true
    values: [k, o]
    modes: { G: generate }
    base: other
  keysmith-old: { like: keysmith, called: keysmith }
rules:
  - call: keysmith.key.generate
    tokens: [[keysmith]]
    purpose: key-management
    role: keygen
    parts: { algorithm: RSA, size: $k }
`;

it('a tool that nobody knew is read by a rule file alone, in scripts and where programs run it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'qday-tool-'));
  try {
    writeFileSync(join(folder, 'own.yaml'), OWN);
    const knowledge = await loadKnowledgeWith([join(folder, 'own.yaml')]);
    const context = { ...CONTEXT, knowledge, catalog: new Catalog(knowledge) };
    const told = async (path: string, text: string) =>
      observationsOf(await parseBytes(text, path, context)).map(({ asset }) => asset.name);
    const script = 'keysmith key -Gk 2048 -o out.pem\nsudo keysmith-old key -G -k3072\nkeysmith key -k 4096\n';
    expect(await told('make.sh', script)).toEqual(['RSA-2048', 'RSA-3072']);
    const program = 'import subprocess\nsubprocess.run(["keysmith", "key", "-G", "-k", "2048"])\n';
    expect(await told('make.py', program)).toEqual(['RSA-2048']);
    // Without the file it is the name of a function that the script does not have.
    const without = await parseBytes(script, 'make.sh');
    expect(observationsOf(without)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('every tool that is read like another one has that other one', () => {
  const rules = toolRulesOf(loadKnowledge());
  const tools = new Tools(rules);
  expect(tools.get('openssl')?.pairs.has('pkeyopt')).toBe(true);
  expect(tools.get('toString')).toBeUndefined();
  for (const [name, { like }] of Object.entries(rules)) {
    if (like === undefined) continue;
    expect(rules[like]?.like, name).toBeUndefined();
    expect(tools.get(name)?.values, name).toEqual(tools.get(like)?.values);
  }
});
