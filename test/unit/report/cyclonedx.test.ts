import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { AlgorithmAsset } from '../../../src/model/index.js';
import { cyclonedx16, cyclonedx17 } from '../../../src/report/cyclonedx/cyclonedx.js';
import { algorithmFamily, ellipticCurve } from '../../../src/report/cyclonedx/names.js';
import { shopReport } from '../../golden/report.fixture.js';
import { bomErrors, registry } from './schema.js';

/** In the registry of 1.7.1 and not of 1.7.0: a document must validate against both. */
const ONLY_IN_171 =
  'Argon2 CTR_DRBG HMAC_DRBG Hash_DRBG HPKE J-PAKE OPAQUE SM2 SM3 SM4 SM9 SPAKE2 SPAKE2PLUS SRP UMAC scrypt yescrypt';
const rulesFolder = new URL('../../../rules/algorithms/', import.meta.url);
const FILES = ['hash', 'mac-kdf-random', 'post-quantum', 'public-key', 'symmetric'];

// biome-ignore lint/suspicious/noExplicitAny: a parsed document
type Bom = any;

describe('cyclonedx', () => {
  it.each([
    ['1.6', cyclonedx16],
    ['1.7', cyclonedx17],
  ] as const)('%s is valid against the official schema', (edition, reporter) => {
    const bom = JSON.parse(reporter.render(shopReport(), {}));
    expect(bom.specVersion).toBe(edition);
    expect(bomErrors(edition)(bom)).toEqual([]);
  });

  it('every reference resolves and every asset has its places', () => {
    const bom: Bom = JSON.parse(cyclonedx17.render(shopReport(), {}));
    const refs = new Set([bom.metadata.component['bom-ref'], ...bom.components.map((one: Bom) => one['bom-ref'])]);
    expect(refs.size).toBe(bom.components.length + 1);
    for (const { ref, dependsOn = [], provides = [] } of bom.dependencies)
      for (const one of [ref, ...dependsOn, ...provides]) expect(refs).toContain(one);
    const places = bom.components.flatMap((one: Bom) => one.evidence?.occurrences ?? []);
    expect(places).toHaveLength(shopReport().occurrences.length);
    expect(places[0]).toHaveProperty('location');
  });

  it('says that what a library provides is not thereby used', () => {
    const bom: Bom = JSON.parse(cyclonedx17.render(shopReport(), {}));
    const library = bom.dependencies.find(({ ref }: Bom) => ref.startsWith('pkg:maven'));
    expect(library.provides).toEqual(['algorithm/ECDSA-P-256-SHA-256', 'algorithm/RSA-2048']);
    expect(library.dependsOn).toBeUndefined();
  });

  it('says what is incomplete', () => {
    const report = shopReport();
    const whole = { ...report, attempts: [], coverage: { ...report.coverage, notExamined: 0 } };
    expect(JSON.parse(cyclonedx17.render(report, {})).compositions[0].aggregate).toBe('incomplete');
    expect(JSON.parse(cyclonedx17.render(whole, {})).compositions[0].aggregate).toBe('unknown');
  });

  it('names only families that stand in both editions of the registry', () => {
    const allowed = registry().families.filter((one) => !ONLY_IN_171.split(' ').includes(one));
    const wrong: string[] = [];
    for (const file of FILES) {
      for (const { id, primitive } of parse(readFileSync(new URL(`${file}.yaml`, rulesFolder), 'utf8')).families) {
        for (const padding of [undefined, 'pss', 'oaep', 'pkcs1v15']) {
          const family = algorithmFamily({ family: id, primitive, padding } as AlgorithmAsset);
          if (family && !allowed.includes(family)) wrong.push(`${id} → ${family}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('names curves as the catalogue says the registry does', () => {
    const { curves } = registry();
    const missing: string[] = [];
    for (const { name, cyclonedx } of parse(readFileSync(new URL('curves.yaml', rulesFolder), 'utf8')).curves) {
      const ours = ellipticCurve(name);
      if (ours) expect([ours, curves.includes(ours)]).toEqual([cyclonedx, true]);
      else if (cyclonedx) missing.push(name);
    }
    // GOST names its parameter sets otherwise than its curves; they go without the field.
    expect(missing.filter((name) => !/gost/i.test(name))).toEqual([]);
  });

  it('never writes the value of material', () => {
    for (const one of [cyclonedx16, cyclonedx17])
      expect(one.render(shopReport(), {})).not.toContain('"value": "-----BEGIN');
  });
});
