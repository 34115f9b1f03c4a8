import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../../../src/knowledge/load.js';
import { scan } from '../../../../src/scan.js';
import { tree } from '../../../cli/qday.js';

const knowledge = loadKnowledge();
const pem = readFileSync('fixtures/configs/repos/device-certificates/provisioning/device-0001.pem', 'utf8').trim();
const body = pem
  .split('\n')
  .filter((line) => !line.startsWith('-----'))
  .join('');
const base64 = Buffer.from(pem).toString('base64');
const indented = (text: string, by: number) => text.replace(/^/gm, ' '.repeat(by)).trimStart();
const jwk = { kty: 'RSA', n: Buffer.alloc(256, 0xb5).toString('base64url'), e: 'AQAB', use: 'sig' };
const NGINX = `server {
  listen 443 ssl;
  ssl_protocols TLSv1.3;
  ssl_ecdh_curve X25519;
  ssl_certificate /tls/tls.crt;
  ssl_certificate_key /tls/tls.key;
}`;

/** `name of the asset, line` of what is found in one file. */
async function found(path: string, text: string): Promise<string[]> {
  const report = await scan({
    targets: ['.'],
    cwd: tree({ [path]: text }),
    knowledge,
    today: '2026-11-23',
    workers: 0,
  });
  const assets = new Map(report.assets.map((asset) => [asset.id, asset]));
  return report.occurrences.map(({ asset, evidence: { location } }) => {
    const one = assets.get(asset);
    const what = one?.kind === 'protocol' ? `${one.type} ${one.groups.join(',')}` : `${one?.kind} ${one?.name}`;
    return `${what} ${location.type === 'file' ? location.line : ''}`;
  });
}

describe('artifacts inside configuration reach the parsers of their kind', () => {
  const certificate = /^certificate .*device-0001/;
  const holders: [string, string, string][] = [
    ['a Kubernetes secret', 'secret.yaml', `apiVersion: v1\nkind: Secret\ndata:\n  ca.crt: ${base64}\n`],
    [
      'a list of Kubernetes objects',
      'all.json',
      JSON.stringify({ kind: 'List', items: [{ kind: 'Secret', data: { 'tls.crt': base64 } }] }),
    ],
    ['a ConfigMap', 'cm.yaml', `apiVersion: v1\nkind: ConfigMap\ndata:\n  ca.pem: |\n    ${indented(pem, 4)}\n`],
    [
      'a webhook',
      'hook.yaml',
      `kind: ValidatingWebhookConfiguration\nwebhooks:\n- clientConfig:\n    caBundle: ${base64}\n`,
    ],
    [
      'SAML metadata',
      'idp.xml',
      `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata"><X509Data><X509Certificate>${body}</X509Certificate></X509Data></EntityDescriptor>`,
    ],
    [
      'Terraform state',
      'terraform.tfstate',
      JSON.stringify(
        {
          version: 4,
          resources: [{ type: 'tls_self_signed_cert', instances: [{ attributes: { cert_pem: `${pem}\n` } }] }],
        },
        null,
        1,
      ),
    ],
    ['cloud-init', 'user-data', `#cloud-config\nca_certs:\n  trusted:\n  - |\n    ${indented(pem, 4)}\n`],
    [
      'a file of cloud-init in Base64',
      'cloud.yaml',
      `#cloud-config\nwrite_files:\n- path: /etc/ssl/a.pem\n  encoding: b64\n  content: ${base64}\n`,
    ],
    ['a settings file with escaped lines', 'settings.json', JSON.stringify({ idp: { x509cert: pem } })],
    ['an environment file', '.env', `CA_CERT="${pem.replaceAll('\n', '\\n')}"\n`],
    [
      'a kubeconfig',
      'kubeconfig.yaml',
      `kind: Config\nclusters:\n- cluster:\n    certificate-authority-data: ${base64}\n`,
    ],
  ];
  it.each(holders)('a certificate in %s', async (_, path, text) => {
    expect((await found(path, text)).filter((one) => certificate.test(one))).toHaveLength(1);
  });

  const wrapped: [string, string, string, number][] = [
    [
      'a ConfigMap',
      'cm.yaml',
      `apiVersion: v1\nkind: ConfigMap\ndata:\n  nginx.conf: |\n    ${indented(NGINX, 4)}\n`,
      8,
    ],
    [
      'a list of objects',
      'all.yaml',
      `kind: List\nitems:\n- kind: ConfigMap\n  data:\n    nginx.conf: |\n      ${indented(NGINX, 6)}\n`,
      9,
    ],
    [
      'a Secret',
      's.yaml',
      `apiVersion: v1\nkind: Secret\nstringData:\n  nginx.conf: |\n    ${indented(NGINX, 4)}\n`,
      8,
    ],
    [
      'cloud-init',
      'cloud.yaml',
      `#cloud-config\nwrite_files:\n- path: /etc/nginx/nginx.conf\n  content: |\n    ${indented(NGINX, 4)}\n`,
      8,
    ],
    ['a Helm value', 'values.yaml', `files:\n  nginx.conf: |\n    ${indented(NGINX, 4)}\n`, 6],
    [
      'inline Compose configs',
      'compose.yaml',
      `configs:\n  nginx.conf:\n    content: |\n      ${indented(NGINX, 6)}\n`,
      7,
    ],
  ];
  it.each(wrapped)('a server configuration in %s', async (_, path, text, line) => {
    expect(await found(path, text)).toContain(`tls x25519 ${line}`);
  });

  it('a server configuration in the Base64 of a Secret', async () => {
    const text = `apiVersion: v1\nkind: Secret\ndata:\n  nginx.conf: ${Buffer.from(NGINX).toString('base64')}\n`;
    expect((await found('secret.yaml', text)).filter((one) => one.startsWith('tls x25519'))).toHaveLength(1);
  });

  it('the keys of an OpenID provider', async () => {
    const names = await found('jwks.json', JSON.stringify({ keys: [{ ...jwk, kid: 'a' }] }, null, 1));
    expect(names.filter((one) => /RSA|JWK/.test(one)).length).toBeGreaterThan(0);
  });
});

describe('files that scripts write', () => {
  const script = `#!/bin/sh
# cat > /etc/nginx/old.conf <<EOF
cat > "/etc/nginx/conf.d/site.conf" <<'EOF'
${NGINX}
EOF
cat <<-END | sudo tee /etc/ssh/sshd_config.d/kex.conf
\tKexAlgorithms mlkem768x25519-sha256
\tEND
cat <<EOF
server { listen 443 ssl; ssl_protocols TLSv1; }
EOF
`;

  it('are read under their names, at the lines of the script', async () => {
    expect(await found('install.sh', script)).toEqual(
      expect.arrayContaining(['tls x25519 7', expect.stringMatching(/^ssh mlkem768x25519-sha256 13$/)]),
    );
    expect((await found('install.sh', script)).filter((one) => /^(?:tls|ssh)/.test(one))).toHaveLength(2);
  });

  it('are read in a Dockerfile', async () => {
    const dockerfile = `FROM scratch\nCOPY <<EOF /etc/nginx/conf.d/site.conf\n${NGINX}\nEOF\n`;
    expect(await found('Dockerfile', dockerfile)).toContain('tls x25519 6');
  });
});

describe('manual pages', () => {
  it('are no configuration, whatever settings they speak of', async () => {
    const text = 'listener 8883\ncertfile /tls/tls.crt\nkeyfile /tls/tls.key\ndhparamfile /tls/dh.pem\n';
    expect(await found('mosquitto.conf.in', text)).not.toEqual([]);
    for (const name of ['mosquitto.conf.5', 'mosquitto.conf.5.xml', 'mosquitto.conf.md'])
      expect(await found(`man/${name}`, text), name).toEqual([]);
    expect(await found('man/mosquitto.conf.in', `.TH MOSQUITTO.CONF 5\n${text}`)).toEqual([]);
  });
});
