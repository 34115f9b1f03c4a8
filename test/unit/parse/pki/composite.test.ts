import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readElement } from '../../../../src/parse/pki/der.js';
import * as write from '../../../../src/parse/pki/der-writer.js';
import { readPublicKeyInfo } from '../../../../src/parse/pki/public-key.js';
import { CONTEXT } from '../../../support/parse.js';

const { catalog } = CONTEXT;
const COMPOSITE_KEY = '2.16.840.1.114027.80.4.1';

function spki(type: 'ed25519' | 'x25519'): Buffer {
  return generateKeyPairSync(type as 'ed25519').publicKey.export({ format: 'der', type: 'spki' });
}

function info(oid: string, key: Uint8Array): Uint8Array {
  return write.sequence(write.sequence(write.oid(oid)), write.bitString(key));
}

describe('composite signatures and KEMs', () => {
  it('of the standards and of the drafts before them are told apart, with what they consist of', () => {
    expect(catalog.oid('1.3.6.1.5.5.7.6.45')).toMatchObject({
      name: 'MLDSA65-ECDSA-P256-SHA512',
      quantum: 'quantum-safe-hybrid',
      components: ['ML-DSA-65', 'ECDSA-P-256'],
    });
    expect(catalog.oid('2.16.840.1.114027.80.8.1.8')).toMatchObject({
      name: 'MLDSA65-ECDSA-P256-SHA512 (draft)',
      quantum: 'quantum-safe-obsolete',
      components: ['ML-DSA-65', 'ECDSA-P-256'],
    });
    expect(catalog.oid('2.16.840.1.114027.80.5.2.53').components).toEqual(['ML-KEM-768', 'X25519']);
    expect(catalog.oid('1.3.9999.2.7.1').components).toEqual(['ECDSA-P-256', 'Dilithium2']);
  });

  it('whose number stood for two algorithms are named only as far as the documents agree', () => {
    expect(catalog.oid('1.3.6.1.4.1.18227.999.1.2.1')).toMatchObject({
      name: 'Dilithium-SHA-256',
      family: 'dilithium',
    });
    expect(catalog.oid('2.16.840.1.114027.80.5.1').family).toBe('unknown');
  });

  it('of the generic kind are read from the key', () => {
    const dilithium = info('1.3.6.1.4.1.2.267.7.6.5', new Uint8Array(40));
    const mixed = readPublicKeyInfo(info(COMPOSITE_KEY, write.sequence(dilithium, spki('ed25519'))), catalog);
    expect(mixed.algorithm).toMatchObject({
      name: 'Composite of Dilithium3 and Ed25519',
      quantum: 'quantum-safe-obsolete',
      oid: COMPOSITE_KEY,
    });
    const classical = readPublicKeyInfo(info(COMPOSITE_KEY, write.sequence(spki('x25519'), spki('ed25519'))), catalog);
    expect(classical.algorithm).toMatchObject({
      name: 'Composite of X25519 and Ed25519',
      quantum: 'quantum-vulnerable',
    });
    const unknown = readPublicKeyInfo(
      info(COMPOSITE_KEY, write.sequence(info('1.2.3.4.5', new Uint8Array(8)), spki('ed25519'))),
      catalog,
    );
    expect(unknown.algorithm).toMatchObject({ name: 'Composite of 1.2.3.4.5 and Ed25519', quantum: 'unknown' });
  });

  it('that hold themselves end', () => {
    let key: Uint8Array = info(COMPOSITE_KEY, write.sequence(spki('ed25519')));
    for (let depth = 0; depth < 20; depth++) key = info(COMPOSITE_KEY, write.sequence(key, spki('ed25519')));
    expect(readElement(key)).toBeDefined();
    expect(readPublicKeyInfo(key, catalog).algorithm.name).toBe('Composite of Composite and Ed25519');
  });
});
