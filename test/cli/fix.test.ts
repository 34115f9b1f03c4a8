import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { qday, tree } from './qday.js';

it('prints the diff, changes the files when told to, and has nothing to do after that', async () => {
  const folder = tree({ 'edge/nginx.conf': readFileSync('fixtures/repos/hospital-api/edge/nginx.conf') });
  const shown = await qday(folder, 'fix');
  expect(shown.code).toBe(0);
  expect(shown.out).toContain('+    ssl_ecdh_curve X25519MLKEM768:X25519:prime256v1;');
  expect(shown.err).toContain('needs nginx linked with OpenSSL ≥ 3.5');
  expect(readFileSync(join(folder, 'edge/nginx.conf'), 'utf8')).toContain('ssl_ecdh_curve X25519:prime256v1;');
  await qday(folder, 'fix', '--write');
  expect(readFileSync(join(folder, 'edge/nginx.conf'), 'utf8')).toContain(
    'ssl_ecdh_curve X25519MLKEM768:X25519:prime256v1;',
  );
  const again = await qday(folder, 'fix');
  expect(again.out).toBe('');
});
