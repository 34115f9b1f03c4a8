import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FoundFile } from '../../../src/crawl/files/index.js';
import { loadKnowledge } from '../../../src/knowledge/load.js';
import { answer, askKey } from '../../../src/scan/companions.js';
import { examine } from '../../../src/scan.js';

const file = (path: string) => ({ path, absolute: `/x/${path}` }) as FoundFile;
const found = (from: string, pattern: string, ...paths: string[]) =>
  (answer([{ from, pattern }], paths.map(file))[askKey({ from, pattern })] ?? []).map(({ path }) => path);

describe('the files that another file names', () => {
  it('are looked for from its folder upwards', () => {
    expect(found('nginx/sites/a.conf', 'snippets/tls.conf', 'nginx/snippets/tls.conf', 'snippets/tls.conf')).toEqual([
      'nginx/snippets/tls.conf',
    ]);
    expect(found('nginx/nginx.conf', 'conf.d/*.conf', 'nginx/conf.d/a.conf', 'nginx/conf.d/b.txt')).toEqual([
      'nginx/conf.d/a.conf',
    ]);
  });

  it('are found by the longest end of a path of another machine', () => {
    expect(
      found('edge/nginx.conf', '/etc/nginx/conf.d/*.conf', 'edge/conf.d/a.conf', 'etc/nginx/conf.d/b.conf'),
    ).toEqual(['etc/nginx/conf.d/b.conf']);
    // The last name alone, with a pattern, would be anything.
    expect(found('edge/nginx.conf', '/etc/nginx/conf.d/*.conf', 'edge/other.conf')).toEqual([]);
  });

  it('stay where a way that begins with a dot says', () => {
    expect(found('a/b/main.tf', './*.tf', 'a/b/main.tf', 'a/b/vars.tf', 'a/other.tf')).toEqual(['a/b/vars.tf']);
    expect(found('chart/templates/x.yaml', '../values.yaml', 'values.yaml')).toEqual([]);
  });
});

describe('a scan', () => {
  let root: string;
  const files: Record<string, string> = {
    'nginx.conf': 'http {\n  ssl_protocols TLSv1.2 TLSv1.3;\n  include /etc/nginx/conf.d/*.conf;\n}\n',
    'conf.d/site.conf': 'server {\n  listen 443 ssl;\n  ssl_certificate a.crt;\n  include snippets/tls.conf;\n}\n',
    'snippets/tls.conf': 'ssl_ecdh_curve X25519:prime256v1;\n',
    'loop/a.conf': 'server {\n  listen 443 ssl;\n  ssl_ecdh_curve X25519;\n  include b.conf;\n}\n',
    'loop/b.conf': 'ssl_protocols TLSv1.3;\ninclude a.conf;\n',
    // Included where no rule looks: what is in it is said by itself.
    'guard/nginx.conf':
      'upstream u {\n  include tls.conf;\n}\nserver {\n  listen 443 ssl;\n  ssl_protocols TLSv1.3;\n}\n',
    'guard/tls.conf': 'ssl_protocols TLSv1.2;\nssl_ecdh_curve secp384r1;\n',
    'tf/main.tf': 'variable "spec" { default = "RSA_2048" }\nmodule "k" {\n  source = "./kms"\n  spec = var.spec\n}\n',
    'tf/terraform.tfvars': 'spec = "ECC_NIST_P256"\n',
    'tf/kms/main.tf': 'variable "spec" {}\nresource "aws_kms_key" "k" {\n  customer_master_key_spec = var.spec\n}\n',
    'tf2/main.tf': 'variable "spec" { default = "RSA_2048" }\nmodule "k" {\n  source = "./kms"\n  spec = var.spec\n}\n',
    'tf2/kms/main.tf': 'variable "spec" {}\nresource "aws_kms_key" "k" {\n  customer_master_key_spec = var.spec\n}\n',
    'tf/own/main.tf':
      'variable "spec" { default = "RSA_2048" }\nresource "aws_kms_key" "k" {\n  customer_master_key_spec = var.spec\n}\n',
    'role/templates/sshd_config.j2': 'KexAlgorithms {{ kex | join(",") }}\nPort 22\n',
    'role/defaults/main.yml': 'kex:\n  - curve25519-sha256\n  - diffie-hellman-group14-sha1\n',
  };

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'qday-companions-'));
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('reads what a file includes in its place, and the values of variables where they stand', async () => {
    const { inventory, attempts } = await examine({
      targets: ['.'],
      cwd: root,
      knowledge: loadKnowledge(),
      today: '2026-11-23',
      respectIgnore: false,
    });
    const assets = new Map(inventory.assets.map((asset) => [asset.id, asset]));
    const seen = inventory.occurrences.map(({ asset: id, evidence: { location } }) => {
      const asset = assets.get(id)!;
      const at = location.type === 'file' ? `${location.path}:${location.line}` : '';
      return asset.kind === 'protocol'
        ? `${at} ${asset.versions.join(' ')} ${asset.groups.join(',')}`
        : `${at} ${asset.name}`;
    });
    expect(attempts).toEqual([]);
    expect(seen).toEqual([
      'guard/nginx.conf:6 TLSv1.3 ',
      'guard/tls.conf:2 TLSv1.2 secp384r1',
      // A circle ends; the facts of both files are there once.
      'loop/a.conf:3 TLSv1.3 x25519',
      'role/templates/sshd_config.j2:1  curve25519-sha256,diffie-hellman-group14-sha1',
      'snippets/tls.conf:1 TLSv1.2 TLSv1.3 x25519,secp256r1',
      // The value that the calling module hands over, from its values file; a default of its own; the caller's default.
      'tf/kms/main.tf:3 EC-P-256',
      'tf/own/main.tf:3 RSA-2048',
      'tf2/kms/main.tf:3 RSA-2048',
    ]);
  });
});
