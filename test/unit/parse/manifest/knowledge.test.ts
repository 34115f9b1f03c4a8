import { describe, expect, it } from 'vitest';
import { Catalog } from '../../../../src/catalog/catalog.js';
import { loadKnowledge } from '../../../../src/knowledge/load.js';
import { type LibraryEntry, LibraryIndex } from '../../../../src/parse/manifest/library-index.js';
import { observeLibrary } from '../../../../src/parse/manifest/observe.js';
import { readiness } from '../../../../src/parse/manifest/readiness.js';
import { compareVersions } from '../../../../src/parse/manifest/version.js';

const knowledge = loadKnowledge();
const index = new LibraryIndex(knowledge);
const catalog = new Catalog(knowledge);
const entries = knowledge.documents
  .filter(({ kind }) => kind === 'libraries')
  .flatMap(({ file, body }) => (body['entries'] as LibraryEntry[]).map((entry) => ({ ...entry, file })));

describe('library knowledge', () => {
  it('names only families of the catalogue', () => {
    const wrong = entries.flatMap(({ file, packages, provides }) =>
      provides.filter((id) => !catalog.family(id)).map((id) => `${file} ${packages[0]}: ${id}`),
    );
    expect(wrong).toEqual([]);
  });

  it('points only to libraries that have an entry', () => {
    const wrong = entries.flatMap(({ packages, pqc, product }) => {
      const targets = [typeof pqc === 'object' && 'follows' in pqc ? pqc.follows : undefined, product];
      return targets
        .filter((one): one is string => one !== undefined)
        .filter((one) => !index.find(one.slice(0, one.indexOf('/')), one.slice(one.indexOf('/') + 1)))
        .map((one) => `${packages[0]} → ${one}`);
    });
    expect(wrong).toEqual([]);
  });

  it('names no package twice in one ecosystem', () => {
    const seen = new Set<string>();
    const twice: string[] = [];
    for (const { file, packages } of entries) {
      for (const name of packages) {
        if (seen.has(`${file} ${name}`)) twice.push(`${file} ${name}`);
        seen.add(`${file} ${name}`);
      }
    }
    expect(twice).toEqual([]);
  });

  it('knows at least 400 packages', () => expect(index.size).toBeGreaterThanOrEqual(400));
});

describe('readiness', () => {
  const node = index.find('generic', 'node') as LibraryEntry;
  const cases: [string | undefined, string | undefined, string][] = [
    ['24.5.0', undefined, 'capable-now'],
    ['22.20.1', undefined, 'capable-now'],
    ['22.19.0', undefined, 'needs-upgrade'],
    ['20.11.1', undefined, 'needs-upgrade'],
    ['24', undefined, 'unknown'],
    ['22', undefined, 'unknown'],
    ['20', undefined, 'needs-upgrade'],
    [undefined, '>=24.7', 'capable-now'],
    [undefined, '>=18 <22', 'needs-upgrade'],
    [undefined, '>=18', 'unknown'],
    [undefined, '^22.0.0', 'unknown'],
    [undefined, '^20.1 || ^21', 'needs-upgrade'],
  ];
  it.each(cases)('version %s range %s: %s', (version, range, expected) => {
    expect(readiness(node, version, range).pqc).toBe(expected);
  });
});

describe('versions', () => {
  const ordered = [
    '1.0.2',
    '1.1.1a',
    '1.1.1w',
    '3.0.0-beta1',
    '3.0.0',
    '3.0.2-0ubuntu1.18',
    '3.4.9',
    '3.5.0-rc1',
    '3.5.0',
    '3.10',
  ];
  it('sorts releases, letters and pre-releases', () => {
    expect([...ordered].reverse().sort(compareVersions)).toEqual(ordered);
  });
  it('takes a missing zero as zero', () => {
    expect(compareVersions('3.5', '3.5.0')).toBe(0);
    expect(compareVersions('v1.5.0', '1.5')).toBe(0);
    expect(compareVersions('1:9.6p1-3', '9.0')).toBeGreaterThan(0);
  });

  it('knows the release lines that get no public fixes any more', () => {
    const end = (ecosystem: 'generic' | 'docker', name: string, version: string) =>
      observeLibrary(
        {
          ecosystem,
          name,
          version,
          at: { line: 1, column: 1 },
          ...(ecosystem === 'docker' && { details: { image: `${name}:${version}` } }),
        },
        index,
        { path: 'x', technique: 'manifest', confidence: 1 },
      )?.details?.['supportEnds'];
    expect(end('generic', 'openssl', '1.1.1w')).toBe('2023-09-11');
    expect(end('generic', 'openssl', '3.0.13')).toBe('2026-09-07');
    expect(end('generic', 'openssl', '3.5.4')).toBeUndefined();
    // Debian goes on mending what it ships.
    expect(end('docker', 'debian', '11')).toBeUndefined();
  });
});
