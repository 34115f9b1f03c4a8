import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../../src/knowledge/load.js';
import type { Pathway } from '../../../src/model/index.js';
import { scan } from '../../../src/scan.js';

const NGINX = (name: string) =>
  `http { server { listen 443 ssl; server_name ${name}; ssl_certificate /a.crt; ssl_certificate_key /a.key; ssl_ecdh_curve X25519; } }\n`;

/** Configurations as their products read them, each under the folder that a team would give it. */
const FILES: Readonly<Record<string, string>> = {
  'tunnel/swanctl.conf': `connections { north { version = 2
  remote_addrs = 203.0.113.7
  proposals = aes256gcm16-prfsha384-x25519
  children { net { esp_proposals = aes256gcm16-x25519 } } } }\n`,
  'road/wg0.conf':
    '[Interface]\nListenPort = 51820\n\n[Peer]\nPublicKey = xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=\n',
  'remote/server.conf':
    'port 1194\nproto udp\ndev tun\nserver 10.8.0.0 255.255.255.0\nca ca.crt\ncert a.crt\nkey a.key\ndh none\ntls-groups X25519\n',
  'hosts/sshd_config': 'Port 22\nKexAlgorithms curve25519-sha256\n',
  'db/replication/postgresql.conf':
    "ssl = on\nssl_cert_file = '/a.crt'\nssl_key_file = '/a.key'\nssl_groups = 'X25519'\n",
  'store/backup/nginx.conf': NGINX('vault.example'),
  'login/keycloak/nginx.conf': NGINX('login.example'),
  'board/boardroom/nginx.conf': NGINX('board.example'),
  'science/research/nginx.conf': NGINX('lab.example'),
  'release/codesign/nginx.conf': NGINX('sign.example'),
  'shop/nginx.conf': NGINX('lessons.example'),
  'test/fixtures/sshd_config': 'Port 22\nKexAlgorithms curve25519-sha256\n',
};

let cwd: string;
let pathways: readonly Pathway[];

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'qday-pathways-'));
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  const components = [...new Set(Object.keys(FILES).map((name) => name.split('/')[0]!))];
  const project = { components: components.map((match) => ({ match, owner: match })) };
  const report = await scan({
    targets: ['.'],
    cwd,
    knowledge: loadKnowledge(),
    today: '2026-11-23',
    project,
    workers: 0,
  });
  pathways = report.plan.pathways;
});

afterAll(() => rmSync(cwd, { recursive: true, force: true }));

describe('pathways that configurations show', () => {
  it.each([
    ['inter-site VPN of IPsec', 'inter-site-VPN@tunnel'],
    ['inter-site VPN of WireGuard', 'inter-site-VPN@road'],
    ['inter-site VPN of OpenVPN', 'inter-site-VPN@remote'],
    ['administration', 'administration@hosts'],
    ['replication', 'replication@db'],
    ['backup', 'backup@store'],
    ['identity traffic', 'identity-traffic@login'],
    ['executive traffic', 'executive-traffic@board'],
    ['research', 'research@science'],
    ['code signing', 'code-signing@release'],
  ])('%s', (_kind, id) => {
    const pathway = pathways.find((one) => one.id === id);
    expect(pathways.map((one) => one.id)).toContain(id);
    expect(pathway).toMatchObject({ declared: false, chosen: 'pqc-only' });
    expect(pathway!.options).toHaveLength(5);
    expect(pathway!.because.some(({ text }) => text.startsWith('X: '))).toBe(true);
  });

  it('and nothing else: a shop is no pathway, nor is what tests configure', () => {
    expect(pathways).toHaveLength(10);
  });
});
