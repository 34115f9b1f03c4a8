import { createPrivateKey } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONTEXT, parseBytes } from '../../../support/parse.js';

const KEYS = join(import.meta.dirname, '../../../../fixtures/keys/made');
const SECRET_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi'] as const;

/** The secret numbers of every key that the fixtures hold in the open, in the spellings in which they could leak. */
function secrets(): Set<string> {
  const found = new Set<string>();
  for (const name of readdirSync(KEYS).filter((one) => one.endsWith('.pkcs8.pem'))) {
    try {
      const jwk = createPrivateKey(readFileSync(join(KEYS, name))).export({ format: 'jwk' });
      for (const member of SECRET_MEMBERS) {
        const value = jwk[member];
        if (typeof value !== 'string') continue;
        const bytes = Buffer.from(value, 'base64url');
        for (const spelled of [bytes.toString('hex'), bytes.toString('base64'), value]) found.add(spelled.slice(0, 24));
      }
    } catch {
      // an algorithm that has no JWK form
    }
  }
  return found;
}

describe('key material', () => {
  it('reaches neither an observation nor an attempt, in any format, open or opened with a password', async () => {
    const needles = [...secrets()];
    expect(needles.length).toBeGreaterThan(20);
    const context = { ...CONTEXT, passwords: ['not-to-be-found'] };
    for (const name of readdirSync(KEYS).filter((one) => !/\.(txt|dump)$/.test(one))) {
      const bytes = readFileSync(join(KEYS, name));
      const text = [
        JSON.stringify(await parseBytes(bytes, name, context)),
        JSON.stringify(await parseBytes(bytes.subarray(0, bytes.length - 9), name, context)),
      ].join();
      expect(
        needles.filter((needle) => text.includes(needle)),
        name,
      ).toEqual([]);
      expect(text, name).not.toContain('not-to-be-found');
    }
  }, 120_000);
});
