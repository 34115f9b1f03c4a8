import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Catalog } from '../../src/catalog/catalog.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { checkFixture, type FixtureResult, listFixtures } from '../support/source-fixtures.js';

interface Row {
  files: number;
  expected: number;
  hits: number;
  extra: number;
  vulnerable: number;
  vulnerableHits: number;
  sized: number;
  sizedHits: number;
  todo: number;
}

const catalog = new Catalog(loadKnowledge());
const EMPTY: Row = {
  files: 0,
  expected: 0,
  hits: 0,
  extra: 0,
  vulnerable: 0,
  vulnerableHits: 0,
  sized: 0,
  sizedHits: 0,
  todo: 0,
};

/** A name that carries a key size or a curve, of a family that a quantum computer breaks. */
function isSized(name: string): boolean {
  return isVulnerable(name) && /\d{3,5}|P-\d{3}|secp|25519|448|brainpool/.test(name.replace(/SHA-?\d+(?:-\d+)?/g, ''));
}

function isVulnerable(name: string): boolean {
  const spec = catalog.spec(name) ?? catalog.spec(name.split('-')[0] ?? '');
  return spec !== undefined && catalog.family(spec.family)?.quantum === 'quantum-vulnerable';
}

function add(row: Row, result: FixtureResult): void {
  const wanted = result.expected.filter((one) => one.name !== 'unknown');
  const found = (one: { path: string; line: number; name: string }) =>
    result.found.some((seen) => seen.path === one.path && seen.line === one.line && seen.name === one.name);
  row.files += result.files;
  row.expected += wanted.length;
  row.hits += wanted.filter(found).length;
  row.extra += result.extra;
  row.vulnerable += wanted.filter((one) => isVulnerable(one.name)).length;
  row.vulnerableHits += wanted.filter((one) => isVulnerable(one.name) && found(one)).length;
  row.sized += wanted.filter((one) => isSized(one.name)).length;
  row.sizedHits += wanted.filter((one) => isSized(one.name) && found(one)).length;
  row.todo += wanted.filter((one) => one.todo).length;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${Math.floor((1000 * part) / whole) / 10} %`;
}

function line(name: string, row: Row): string {
  const cells = [
    name,
    row.files,
    row.expected,
    percent(row.hits, row.expected),
    percent(row.hits, row.hits + row.extra),
    percent(row.vulnerableHits, row.vulnerable),
    percent(row.sizedHits, row.sized),
    row.todo,
  ];
  return `| ${cells.join(' | ')} |`;
}

it('measures detection over the annotated fixtures', async () => {
  const rows = new Map<string, Row>();
  const total = { ...EMPTY };
  for (const fixture of listFixtures()) {
    const result = await checkFixture(fixture.files);
    const row = rows.get(fixture.language) ?? { ...EMPTY };
    rows.set(fixture.language, row);
    add(row, result);
    add(total, result);
  }
  const text = `# Detection, measured

Written by \`npm run bench:detection\` over the annotated files in \`fixtures/source/\`, the code of which was
written from the documentation of the libraries; the annotations of some were taken from the output and then read. A use counts as found when its line and its whole name (family, size or curve, hash,
mode, padding) are right. *Quantum-vulnerable*: recall over uses of RSA, DH, DSA and elliptic curves alone. *Size or
curve*: of those, the ones whose size or curve the code determines. *Known misses* are marked \`todo-expect\` in the
fixtures and count as missed. Our own fixtures say that nothing broke; how it does on code that nobody here wrote
stands in \`tried-on/blind.md\`.

A use stands where the name of the call is written (\`location.line\`) and ends where the call ends (\`location.endLine\`, the region in SARIF). Values that decide
the asset and are written on another line, an option three lines below, a constant, the argument of a caller in another file, are listed in \`evidence.decidedAt\`
with what they say (\`size\`, \`curve\`, \`algorithm\`, \`versions\`, ...): related locations in SARIF, a line of \`qday explain\`, the context of the occurrence in the CBOM. Fingerprints know neither.

| language | files | uses | found | right of reported | quantum-vulnerable found | size or curve right | known misses |
|---|---|---|---|---|---|---|---|
${[...rows]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, row]) => line(name, row))
  .join('\n')}
${line('**all**', total)}
`;
  writeFileSync(join(import.meta.dirname, '../../docs/detection.md'), text);
  expect(total.expected).toBeGreaterThan(0);
});
