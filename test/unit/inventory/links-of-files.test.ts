import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Inventory, takeInventory } from '../../../src/inventory/inventory.js';
import type { CertificateAsset, Observation } from '../../../src/model/index.js';
import { CONTEXT, observationsOf, parseBytes } from '../../support/parse.js';

const FIXTURES = join(import.meta.dirname, '../../../fixtures');

async function read(files: Readonly<Record<string, string | Buffer>>): Promise<Observation[]> {
  const all: Observation[] = [];
  for (const [path, content] of Object.entries(files)) all.push(...observationsOf(await parseBytes(content, path)));
  return all;
}

function fixture(name: string): Buffer {
  return readFileSync(join(FIXTURES, name));
}

/** Links in words: what, relation, what; the algorithm parts of an asset left out. */
function inWords({ assets, links }: Inventory): string[] {
  const format = new Map(assets.map((one) => [one.id, 'format' in one ? `${one.format} ${one.name}` : one.name]));
  return links.map(({ from, relation, to }) => `${format.get(from)} > ${relation} > ${format.get(to)}`);
}

describe('links between real files', () => {
  it('join a private key, its certificate, the request it was made from, the issuer and its CRL', async () => {
    const inventory = takeInventory(
      await read({
        'ca/ca.pem': fixture('pki/made/ec-p384.pem'),
        'ca/ca.key': fixture('keys/made/ec-p384.pkcs8.pem'),
        'ca/ca.crl': fixture('pki/made/ec-p384.crl.pem'),
        'tls/leaf.pem': fixture('pki/made/leaf.pem'),
        'tls/leaf.csr': fixture('pki/made/leaf.csr.pem'),
      }),
    );
    const words = inWords(inventory);
    const has = (...parts: string[]) => words.some((one) => parts.every((part) => one.includes(part)));
    expect(has('certificate-of', 'private key'), words.join('\n')).toBe(true);
    expect(has('X.509', 'same-key', 'request') || has('request', 'same-key', 'X.509'), words.join('\n')).toBe(true);
    expect(has('> issuer-of >', 'CRL'), words.join('\n')).toBe(true);
    expect(words.filter((one) => one.includes('> issuer-of >')).length).toBeGreaterThanOrEqual(2);
  });

  it('show one key in two places, in two formats, as one asset', async () => {
    const files = {
      'a/server.key': fixture('keys/made/rsa-2048.pkcs8.pem'),
      'backup/old.pem': fixture('keys/made/rsa-2048.pkcs1.pem'),
    };
    const { assets, occurrences } = takeInventory(await read(files));
    const keys = assets.filter((one) => one.kind === 'related-crypto-material');
    expect(keys).toHaveLength(1);
    const places = occurrences.filter((one) => one.asset === keys[0]?.id).map(({ evidence }) => evidence.location);
    expect(places).toMatchObject([{ path: 'a/server.key' }, { path: 'backup/old.pem' }]);
  });

  it('show a certificate that two services and an endpoint use', async () => {
    const server = (name: string) =>
      `http { server { listen 443 ssl; server_name ${name}; ssl_protocols TLSv1.2; ssl_certificate ../tls/leaf.pem; } }\n`;
    const seen = await read({
      'tls/leaf.pem': fixture('pki/made/leaf.pem'),
      'shop/nginx.conf': server('shop.example'),
      'mail/nginx.conf': server('mail.example'),
    });
    const certificate = seen.find((one) => one.asset.kind === 'certificate') as Observation;
    const atEndpoint: Observation = {
      ...certificate,
      evidence: {
        location: { type: 'endpoint', endpoint: 'tls://shop.example:443' },
        technique: 'observed',
        confidence: 1,
      },
    } as unknown as Observation;
    const inventory = takeInventory([...seen, atEndpoint], [], CONTEXT.catalog);
    const { id } = certificate.asset as CertificateAsset;
    expect(inventory.assets.filter((one) => one.kind === 'certificate')).toHaveLength(1);
    expect(inventory.links.filter((one) => one.to === id && one.relation === 'names-file').length).toBeGreaterThan(0);
    const places = inventory.occurrences.filter((one) => one.asset === id && one.partOf === undefined);
    const text = JSON.stringify(places.map(({ evidence }) => evidence.location));
    for (const place of ['tls/leaf.pem', 'tls://shop.example:443']) expect(text).toContain(place);
  });
});
