import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { assess } from '../../../src/assess/assess.js';
import { takeInventory } from '../../../src/inventory/inventory.js';
import { CONTEXT, observationsOf, parseBytes } from '../../support/parse.js';

const { catalog, knowledge } = CONTEXT;

/** RFC 9500, section 2.3. */
const TEST_KEY = `-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIObLW92AqkWunJXowVR2Z5/+yVPBaFHnEedDk5WJxk/BoAoGCCqGSM49
AwEHoUQDQgAEQiVI+I+3gv+17KN0RFLHKh5Vj71vc75eSOkyMsxFxbFsTNEMTLjV
uKFxOelIgsiZJXKZNCX0FBmrfpCkKklCcg==
-----END EC PRIVATE KEY-----
`;
const VAGRANT =
  'ssh-rsa AAAAB3NzaC1yc2EAAAABIwAAAQEA6NF8iallvQVp22WDkTkyrtvp9eWW6A8YVr+kz4TjGYe7gHzIw+niNltGEFHzD8+v1I2YJ6oXevct1YeS0o9HZyN1Q9qgCgzUFtdOKLv6IedplqoPkcmF0aYet2PkEDo3MlTBckFXPITAMzF8dJSIFo9D8HfdOV0IAdx4O7PtixWKn5y2hMNG0zQPyUecp4pzC6kivAIhyfHilFR61RGL+GPXQ2MWZWFYbAGjyiYJnAmCP3NOTd0jMZEnDkbUvxhMmBYSdETk1rRgm+R4LOzFUGaHqHDLKLX+FIPKcF96hrucXzcWyLbIbEgE98OHlnVYCzRdK8jlqm8tehUc9c9WhQ== x\n';

async function judged(text: string, path: string) {
  const inventory = takeInventory(observationsOf(await parseBytes(text, path)), [path], catalog);
  return { inventory, findings: assess(inventory, knowledge, catalog, '2026-11-30').findings };
}

describe('published keys', () => {
  it('are told from real ones: a private key of a standard is no secret that was lost', async () => {
    const { inventory, findings } = await judged(TEST_KEY, 'deploy/server.key');
    const key = inventory.assets.find((one) => one.kind === 'related-crypto-material');
    expect(key).toMatchObject({ type: 'private-key', wellKnownKey: 'testECCP256 of RFC 9500' });
    expect(findings.find((one) => one.ruleId === 'committed-private-key')).toMatchObject({
      severity: 'low',
      message: expect.stringContaining('testECCP256 of RFC 9500'),
    });
  });

  it('are known in every format: as JWK too', async () => {
    const jwk = createPublicKey(TEST_KEY).export({ format: 'jwk' });
    const { inventory } = await judged(JSON.stringify(jwk), 'key.jwk');
    expect(inventory.assets).toContainEqual(expect.objectContaining({ wellKnownKey: 'testECCP256 of RFC 9500' }));
  });

  it('protect nothing where something relies on them', async () => {
    const { findings } = await judged(VAGRANT, 'roles/base/files/authorized_keys');
    expect(findings.find((one) => one.ruleId === 'weak-key-material')).toMatchObject({
      severity: 'critical',
      message: expect.stringContaining('Vagrant insecure key'),
    });
  });

  it('do not make a real key harmless', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const text = privateKey.export({ format: 'pem', type: 'sec1' }).toString();
    const { findings } = await judged(text, 'deploy/server.key');
    expect(findings.find((one) => one.ruleId === 'committed-private-key')?.severity).toBe('critical');
    expect(findings.some((one) => one.message.includes('RFC 9500'))).toBe(false);
  });
});
