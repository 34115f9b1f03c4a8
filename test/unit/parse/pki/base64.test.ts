import { describe, expect, it } from 'vitest';
import { observationsOf, parseBytes } from '../../../support/parse.js';

/** Public keys of RFC 5915 kind and RFC 8410, made for this test. */
const P256 =
  'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYD54V/vp+54P9DXarYqx4MPcm+HKRIQzNasYSoRQHQ/6S6Ps8tpMcT+KvIIC8W/e9k0W7Cm72M1P9jU7SLf/vg==';
const ED25519 = 'MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=';

async function keysIn(text: string) {
  const observations = observationsOf(await parseBytes(text, 'settings.txt'));
  return observations.flatMap(({ asset }) => (asset.kind === 'related-crypto-material' ? [asset.name] : []));
}

describe('keys in Base64 without armour', () => {
  it('are read where they are short: elliptic curves and RFC 8410', async () => {
    expect(await keysIn(`first = "${P256}"\nsecond = ${ED25519}\n`)).toEqual([
      'public key EC-P-256',
      'public key Ed25519',
    ]);
  });

  it('are none where only the beginning fits', async () => {
    expect(await keysIn(`x = "${P256.slice(0, 60)}"\ny = "${ED25519.replace('K2Vw', 'K2Zw')}"\n`)).toEqual([]);
  });
});
