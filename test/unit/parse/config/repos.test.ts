import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadKnowledge } from '../../../../src/knowledge/load.js';
import type { CryptoAsset, Occurrence } from '../../../../src/model/index.js';
import { scan } from '../../../../src/scan.js';

const root = 'fixtures/configs/repos';

/**
 * A repository for each of the twelve domains, with the inventory that the documentation of the products asks for.
 * What only says that something could be used (packages, what firmware is built with) and the parts of what is listed
 * already (the key of a certificate) are left out.
 */
describe('repositories of one domain', () => {
  it.each(readdirSync(root))('%s', async (domain) => {
    const cwd = resolve(root, domain);
    const expected = parse(readFileSync(join(cwd, 'expected-inventory.yaml'), 'utf8')) as Record<string, string[]>;
    const report = await scan({ targets: ['.'], cwd, knowledge: loadKnowledge(), today: '2026-11-23', workers: 0 });
    const assets = new Map(report.assets.map((asset) => [asset.id, asset]));
    const found: Record<string, string[]> = {};
    for (const occurrence of report.occurrences) {
      const asset = assets.get(occurrence.asset) as CryptoAsset;
      const { location } = occurrence.evidence;
      if (location.type !== 'file' || asset.kind === 'library' || occurrence.usage.purpose === 'provides') continue;
      const file = location.path.replace(/!\/.*$/, '');
      if (file === 'expected-inventory.yaml' || occurrence.partOf !== undefined) continue;
      found[file] = [...(found[file] ?? []), `${location.line} ${inWords(asset, occurrence)}`];
    }
    expect(lines(found)).toEqual(lines(expected));
  });
});

/** Every fact with its place, in an order that does not depend on who found it. */
function lines(facts: Readonly<Record<string, readonly string[]>>): string[] {
  return Object.entries(facts)
    .flatMap(([file, of]) => of.map((fact) => `${file}:${fact}`))
    .sort();
}

function inWords(asset: CryptoAsset, { usage }: Occurrence): string {
  if (asset.kind === 'protocol') {
    const versions = asset.versions.join(',') || '-';
    return `${asset.type} ${asset.side} ${versions} ${asset.keyEstablishment}`;
  }
  if (asset.kind === 'certificate') return `certificate ${asset.publicKey?.name}`;
  if (asset.kind === 'related-crypto-material') return [asset.type, asset.algorithm?.name].filter(Boolean).join(' ');
  return asset.name || String(usage.purpose);
}
