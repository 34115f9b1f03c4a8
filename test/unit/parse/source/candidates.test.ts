import { describe, expect, it } from 'vitest';
import { Face } from '../../../../src/parse/face.js';
import { Candidates } from '../../../../src/parse/source/candidates.js';

function faceOf(text: string): Face {
  return new Face({ path: 'a.ts', bytes: Buffer.from(text), depth: 0 });
}

describe('words that are looked for inside of names', () => {
  const candidates = new Candidates([
    ['rsa', [['sign']], true],
    ['Rsa', [['sign']], true],
    ['RSA', [['sign']], true],
  ]);

  it.each(['RSAUtils.sign(x)', 'my_rsa_sign(x)', 'rsaCipher; sign()', 'signRsa(x)', 'MyRSASigner sign', 'rsa.sign'])(
    'finds the word in %s',
    (text) => expect(candidates.matches(faceOf(text))).toBe(true),
  );

  it.each(['UNIVERSAL sign', 'versatile sign', 'VERSATILE design', 'Rsalt sign', 'rsaCipher.encrypt(x)'])(
    'finds none in %s',
    (text) => expect(candidates.matches(faceOf(text))).toBe(false),
  );
});
