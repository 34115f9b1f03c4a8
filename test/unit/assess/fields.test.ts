import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assess } from '../../../src/assess/assess.js';
import { assetFields, subjectOf } from '../../../src/assess/subject.js';
import type { CryptoAsset, Occurrence } from '../../../src/model/index.js';
import { algorithm, catalog, certificate, inventory, knowledge, material, protocol, seen, TODAY } from './build.js';

/** The names of fields in a condition. */
function fieldsOf(condition: unknown): readonly string[] {
  if (Array.isArray(condition)) return condition.flatMap(fieldsOf);
  return Object.entries(condition as Record<string, unknown>).flatMap(([key, value]) =>
    key === 'all' || key === 'any' || key === 'not' ? fieldsOf(value) : [key],
  );
}

/** Every condition of a document with the entry it stands in, wherever it stands. */
function conditionsOf(value: unknown, entry = '?'): readonly (readonly [entry: string, field: string])[] {
  if (Array.isArray(value)) return value.flatMap((one) => conditionsOf(one, entry));
  if (typeof value !== 'object' || value === null) return [];
  const { id } = value as { id?: string };
  const here = id ?? entry;
  return Object.entries(value).flatMap(([key, one]) =>
    key === 'when' ? fieldsOf(one).map((field) => [here, field] as const) : conditionsOf(one, here),
  );
}

const rsa = algorithm({ family: 'rsa', size: 2048 }) as CryptoAsset & { kind: 'algorithm' };

/** One asset of each kind; a field that it leaves undefined is a field all the same. */
const ASSETS: readonly CryptoAsset[] = [
  rsa,
  certificate({ publicKey: rsa, signature: rsa }),
  protocol({}),
  material({ algorithm: rsa }),
  {
    kind: 'library',
    id: 'pkg:generic/x',
    name: 'x',
    ecosystem: 'generic',
    purl: 'pkg:generic/x',
    provides: [],
    pqc: 'none',
  },
];

const KNOWN = new Set(
  ASSETS.flatMap((asset) => {
    const occurrence = {
      asset: asset.id,
      evidence: { location: { type: 'file', path: 'a' }, technique: 'syntax-tree', confidence: 1 },
      usage: { purpose: 'unknown', role: 'unknown', context: 'production', component: '.' },
    } as unknown as Occurrence;
    return Object.keys(subjectOf(occurrence, assetFields(asset, catalog, TODAY), TODAY));
  }),
);

/** All that may write a detail: the parsers, the probes, the inventory, and the settings and calls in rules. */
const WRITERS = [
  'src/parse',
  'src/crawl',
  'src/inventory',
  'src/scan',
  'rules/config',
  'rules/source',
  'rules/libraries',
]
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|yaml)$/.test(name))
      .map((name) => readFileSync(`${folder}/${name}`, 'utf8')),
  )
  .join('\n');

const writesDetail = (name: string) => new RegExp(`\\b${name}\\b['"]?\\]?\\s*(?::|=[^=]|,|\\})`).test(WRITERS);

describe('fields of conditions', () => {
  const used = knowledge.documents
    .filter(({ kind }) => kind === 'policies' || kind === 'remedies')
    .flatMap(({ body }) => conditionsOf(body));

  it('are there', () => expect(used.length).toBeGreaterThan(200));

  it('are fields that a subject can have', () => {
    const unknown = used.filter(([, field]) => !field.startsWith('details.') && !KNOWN.has(field));
    expect(unknown).toEqual([]);
  });

  it('are details that something writes', () => {
    const details = new Set(used.map(([, field]) => field).filter((field) => field.startsWith('details.')));
    const unwritten = [...details].filter((field) => !writesDetail(field.slice('details.'.length)));
    expect(unwritten).toEqual([]);
  });

  it('would catch a typo', () => {
    expect(KNOWN.has('keyEstablishement')).toBe(false);
    expect(writesDetail('keyUze')).toBe(false);
  });
});

describe('post-quantum that is switched off', () => {
  const go = {
    kind: 'library',
    id: 'pkg:golang/stdlib',
    name: 'stdlib',
    ecosystem: 'golang',
    purl: 'pkg:golang/stdlib',
  } as const;
  const off = (by: string) =>
    findings([seen({ ...go, provides: [], pqc: 'needs-upgrade' }, { purpose: 'provides' }, {}, { pqcDisabledBy: by })]);

  it('is a finding where a setting does it, not where the version is old', () => {
    expect(off('godebug tlsmlkem=0')).toContain('pqc-disabled');
    expect(off('go directive 1.22')).not.toContain('pqc-disabled');
  });
});

function findings(observations: Parameters<typeof inventory>) {
  return assess(inventory(...observations), knowledge, catalog, TODAY).findings.map(({ ruleId }) => ruleId);
}
