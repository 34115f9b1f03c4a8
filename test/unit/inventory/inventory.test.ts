import { describe, expect, it } from 'vitest';
import { contextOfPath } from '../../../src/catalog/code-context.js';
import { Components } from '../../../src/inventory/component.js';
import { takeInventory } from '../../../src/inventory/inventory.js';
import type { CertificateAsset, CryptoAsset, MaterialAsset, Observation, Reference } from '../../../src/model/index.js';

function seen(asset: CryptoAsset, path: string, line = 1, references?: readonly Reference[]): Observation {
  return {
    asset,
    evidence: { location: { type: 'file', path, line }, technique: 'content', confidence: 1 },
    usage: { purpose: 'unknown', role: 'unknown', context: 'production' },
    ...(references ? { references } : {}),
  };
}

function certificate(id: string, more: Partial<CertificateAsset>): CertificateAsset {
  const base = {
    kind: 'certificate',
    format: 'X.509',
    subject: `CN=${id}`,
    issuer: '',
    fingerprintSha256: id,
  } as const;
  return { ...base, id: `certificate/${id}`, name: id, ...more };
}

const key: MaterialAsset = {
  kind: 'related-crypto-material',
  id: 'key/1',
  name: 'key',
  type: 'private-key',
  format: 'PKCS#8',
  spkiSha256: 'aa',
};
const root = certificate('root', {
  subject: 'CN=Root',
  issuer: 'CN=Root',
  selfSigned: true,
  subjectKeyId: '01',
  isCa: true,
});
const leaf = certificate('leaf', { issuer: 'CN=Root', authorityKeyId: '01', spkiSha256: 'aa' });
const server: CryptoAsset = {
  kind: 'protocol',
  id: 'protocol/1',
  name: 'TLS',
  type: 'tls',
  versions: [],
  cipherSuites: [],
  groups: [],
  signatureSchemes: [],
  keyEstablishment: 'unknown',
};

describe('takeInventory', () => {
  const observations = [
    seen(key, 'certs/key.pem'),
    seen(root, 'certs/chain.pem'),
    seen(leaf, 'certs/leaf.pem'),
    seen(server, 'nginx/site.conf', 3, [{ relation: 'names-file', by: 'path', value: '../certs/leaf.pem' }]),
    seen(server, 'nginx/other.conf', 3, [{ relation: 'names-file', by: 'path', value: '/etc/ssl/certs/key.pem' }]),
  ];

  it('links key, certificate, issuer and the configuration that names them', () => {
    const { links } = takeInventory(observations);
    expect(links).toEqual([
      { from: 'certificate/leaf', to: 'key/1', relation: 'certificate-of' },
      { from: 'certificate/root', to: 'certificate/leaf', relation: 'issuer-of' },
      { from: 'protocol/1', to: 'certificate/leaf', relation: 'names-file' },
      { from: 'protocol/1', to: 'key/1', relation: 'names-file' },
    ]);
  });

  it('does not depend on the order of the observations', () => {
    const whole = takeInventory(observations);
    for (let i = 1; i < observations.length; i++) {
      expect(takeInventory([...observations.slice(i), ...observations.slice(0, i)])).toEqual(whole);
    }
  });

  it('holds each asset and each place once', () => {
    const { assets, occurrences } = takeInventory([...observations, ...observations]);
    expect(assets).toHaveLength(4);
    expect(occurrences).toHaveLength(5);
  });

  it('says a use once that one rule reached through several callers', () => {
    const asset: CryptoAsset = {
      kind: 'algorithm',
      id: 'algorithm/EC',
      name: 'EC',
      family: 'ec',
      primitive: 'signature',
      quantum: 'quantum-vulnerable',
    };
    const use = (why: string, role: Observation['usage']['role'] = 'keygen'): Observation => ({
      asset,
      evidence: {
        location: { type: 'file', path: 'K.java', line: 3, column: 9 },
        technique: 'syntax-tree',
        confidence: 1,
      },
      usage: { purpose: 'key-management', role, context: 'production', unknown: [{ what: 'curve', why }] },
      details: { rule: 'java/jca#1' },
    });
    const { occurrences } = takeInventory([use('from argument curve'), use('result of getId()'), use('x', 'load')]);
    expect(occurrences.map((one) => one.usage.role)).toEqual(['keygen', 'load']);
  });

  it('keeps the description that says more, whichever came first', () => {
    const plain = { ...leaf, notAfter: undefined } as CertificateAsset;
    delete (plain as { notAfter?: string }).notAfter;
    const fuller = { ...leaf, notAfter: '2030-01-01' };
    expect(takeInventory([seen(plain, 'a'), seen(fuller, 'b')]).assets).toEqual([fuller]);
    expect(takeInventory([seen(fuller, 'b'), seen(plain, 'a')]).assets).toEqual([fuller]);
  });

  it('guesses no file when two have the ending that was written', () => {
    const two = [seen(key, 'a/key.pem'), seen(leaf, 'b/key.pem')];
    const named = seen(server, 'site.conf', 1, [{ relation: 'names-file', by: 'path', value: '/etc/key.pem' }]);
    expect(takeInventory([...two, named]).links.filter(({ relation }) => relation === 'names-file')).toEqual([]);
  });
});

describe('Components', () => {
  it('takes the nearest folder with a manifest, else the top-level folder', () => {
    const components = new Components(['services/pay/pom.xml', 'services/pay/src/A.java', 'tools/x/y.py']);
    expect(components.of('services/pay/src/deep/A.java')).toBe('services/pay');
    expect(components.of('services/other/B.java')).toBe('services');
    expect(components.of('tools/x/y.py')).toBe('tools');
    expect(components.of('README.md')).toBe('.');
    expect(new Components(['package.json', 'src/a.js']).of('src/a.js')).toBe('.');
    expect(components.of('services/pay/lib/a.jar!/META-INF/x')).toBe('services/pay');
  });
});

describe('a package without a version', () => {
  const crate = (pqc: 'needs-upgrade' | 'capable-now' | 'unknown'): CryptoAsset => ({
    kind: 'library',
    id: 'pkg:pypi/cryptography',
    name: 'cryptography',
    ecosystem: 'pypi',
    purl: 'pkg:pypi/cryptography',
    provides: [],
    pqc,
  });
  const answer = (...all: CryptoAsset[]) =>
    takeInventory(all.map((one, at) => seen(one, `${at}/setup.cfg`))).assets.map((one) => 'pqc' in one && one.pqc);

  it('is not judged by one of several ranges that lead to different answers', () => {
    expect(answer(crate('needs-upgrade'), crate('unknown'))).toEqual(['unknown']);
    expect(answer(crate('capable-now'), crate('needs-upgrade'), crate('needs-upgrade'))).toEqual(['unknown']);
    expect(answer(crate('needs-upgrade'), crate('needs-upgrade'))).toEqual(['needs-upgrade']);
  });
});

describe('contextOfPath', () => {
  it.each([
    ['caddytest/integration/acme_test.go', 'test'],
    ['caddytest/integration/caddyfile_adapt/acme.caddyfiletest', 'test'],
    ['internal/testutil/keys.go', 'test'],
    ['internal/contest/keys.go', 'production'],
    ['src/main/java/A.java', 'production'],
    ['src/test/java/A.java', 'test'],
    ['records/src/main/java/org/example/test/A.java', 'production'],
    ['pkg/tls/tls_test.go', 'test'],
    ['src/a.spec.ts', 'test'],
    ['src/latest/contest.ts', 'production'],
    ['src/Attest.java', 'production'],
    ['src/SignerTest.java', 'test'],
    ['lib/src/commonTest/kotlin/Keys.kt', 'test'],
    ['lib/src/latest/Keys.kt', 'production'],
    ['vendor/github.com/x/test/a.go', 'vendored'],
    ['examples/a.py', 'example'],
    ['docs/a.js', 'documentation'],
    ['README.md', 'documentation'],
    ['api/v1/a.pb.go', 'generated'],
    ['dist/a.min.js', 'generated'],
    ['integration/cli_test_helpers.go', 'test'],
    ['pkg/integration/slack.go', 'production'],
    ['integration/src/main/java/A.java', 'production'],
    ['reg-tests/ssl/ssl_dh.vtc', 'test'],
    ['docker/pg_tests/scripts/configs/a.json', 'test'],
    ['fuzzing/corpora/broker/tls.conf', 'test'],
    ['src/test-resources/keys.json', 'test'],
    ['t/fuzzing/nginx.conf', 'test'],
    ['src/contest/a.go', 'production'],
    ['src/latest/t/a.go', 'production'],
    ['oauth2/.snapshots/a.json', 'test'],
    ['src/constructor/a.ts', 'production'],
    ['/test_a.py', 'test'],
    ['conftest.py', 'test'],
    ['shop/tests.py', 'test'],
    ['src/app.jar!/test/A.class', 'production'],
  ])('%s is %s', (path, context) => {
    expect(contextOfPath(path)).toBe(context);
  });
});
