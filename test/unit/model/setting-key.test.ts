import { expect, it } from 'vitest';
import { foldedKey, lastPartPattern } from '../../../src/model/index.js';

it.each([
  ['Signing:KeyType', 'signing.key-type'],
  ['signing.keyType', 'signing.key_type'],
])('%s and %s are one key', (one, other) => {
  expect(foldedKey(one)).toBe(foldedKey(other));
});

it('the last part of a key is found as files write it', () => {
  const pattern = new RegExp(`^${lastPartPattern('signing.keyType')}$`, 'i');
  for (const written of ['keyType', 'key-type', 'key_type', 'KeyType']) expect(written).toMatch(pattern);
  expect('key.type').not.toMatch(pattern);
});
