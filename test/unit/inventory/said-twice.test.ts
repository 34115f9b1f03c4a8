import { describe, expect, it } from 'vitest';
import { withoutSaidTwice } from '../../../src/inventory/said-twice.js';
import type { CryptoAsset, Observation } from '../../../src/model/index.js';

const rsa = { kind: 'algorithm', id: 'rsa', name: 'RSA', family: 'rsa' } as unknown as CryptoAsset;
const words = { kind: 'algorithm', id: 'w', name: 'OpenPGP signature', family: 'unknown' } as unknown as CryptoAsset;
const key = { kind: 'related-crypto-material', id: 'key/1', type: 'public-key' } as unknown as CryptoAsset;
const inSetting = { ...key, id: 'material/public-key/value/0a' } as CryptoAsset;
const inFile = { ...key, id: 'material/public-key/file/a.pem' } as CryptoAsset;

function seen(asset: CryptoAsset, line: number, rule?: string): Observation {
  return {
    asset,
    evidence: {
      location: { type: 'file', path: 'a.yaml', line },
      technique: rule ? 'configuration' : 'syntax-tree',
      confidence: 1,
    },
    usage: { purpose: 'signature' },
    ...(rule ? { details: { rule, product: 'p' } } : {}),
  } as unknown as Observation;
}

describe('what a configuration rule and another parser say of one line', () => {
  it('is said once, in the words of the one that read the thing', () => {
    const read = [seen(key, 3), seen(rsa, 4)];
    const said = [seen(inSetting, 3, 'p/a'), seen(rsa, 4, 'p/b'), seen(words, 4, 'p/c')];
    expect(withoutSaidTwice([...said, ...read])).toEqual(read);
  });

  it('stays where the line or the thing is another one', () => {
    const all = [seen(key, 3), seen(inSetting, 4, 'p/a'), seen(inFile, 3, 'p/b'), seen(words, 3, 'p/c')];
    expect(withoutSaidTwice(all)).toEqual(all);
  });
});
