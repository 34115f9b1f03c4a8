import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadKnowledge } from '../../../src/knowledge/load.js';
import { markdown } from '../../../src/report/markdown.js';
import { terminal } from '../../../src/report/terminal/terminal.js';
import { scan } from '../../../src/scan.js';
import { tree } from '../../cli/qday.js';

const fixture = (path: string) => readFileSync(join(import.meta.dirname, '../../../fixtures', path));

it('a finding on a key or certificate says what it belongs to: certificate, key, issuer, the file that names it', async () => {
  const cwd = tree({
    'certs/leaf.pem': fixture('pki/made/leaf.pem'),
    'certs/ca.pem': fixture('pki/made/ec-p384.pem'),
    'private/tls.key': fixture('keys/made/ec-p256.pkcs8.pem'),
    'nginx.conf': 'server { listen 443 ssl; ssl_certificate certs/leaf.pem; ssl_certificate_key private/tls.key; }',
  });
  const report = await scan({ targets: ['.'], cwd, knowledge: loadKnowledge(), today: '2026-11-30', workers: 0 });
  const text = terminal.render(report, { verbose: true, width: 200 });
  const lines = text.split('\n').map((line) => line.trim());
  const behind = (place: string) =>
    lines.slice(lines.findIndex((line) => /^(critical|high|low)/.test(line) && line.includes(place)) + 1);
  expect(behind('private/tls.key')[0]).toBe('key of leaf.example (certs/leaf.pem:1)');
  expect(behind('private/tls.key')[1]).toMatch(/^named by .* \(nginx\.conf:1\)$/);
  expect(behind('certs/leaf.pem').slice(0, 2)).toEqual([
    'issued by ec-p384 (certs/ca.pem:1)',
    'certificate of private key EC-P-256 (private/tls.key:1)',
  ]);
  expect(text).not.toContain('same key as');
  const row = markdown
    .render(report, {})
    .split('\n')
    .find((line) => line.startsWith('| critical | `private/tls.key:1`'));
  expect(row).toMatch(/<br>key of leaf\.example \(certs\/leaf\.pem:1\); named by/);
});
