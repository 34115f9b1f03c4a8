import { describe, expect, it } from 'vitest';
import { assess } from '../../../src/assess/assess.js';
import { readRuleBook } from '../../../src/assess/read-rules.js';
import type { Observation } from '../../../src/model/index.js';
import { algorithm, catalog, certificate, inventory, knowledge, material, protocol, seen, TODAY } from './build.js';

function judge(...observations: Observation[]) {
  return assess(inventory(...observations), knowledge, catalog, TODAY).findings;
}

function rulesOf(...observations: Observation[]): string[] {
  return judge(...observations).map((one) => one.ruleId);
}

const rsa = algorithm({ family: 'rsa', size: 2048 });

describe('assess', () => {
  it('says nothing about good cryptography', () => {
    expect(
      rulesOf(
        seen(algorithm({ family: 'aes', size: 256, mode: 'gcm' }), { purpose: 'encryption' }),
        seen(algorithm({ family: 'ml-kem', parameterSet: 'ML-KEM-768' }), { purpose: 'key-establishment' }),
        seen(algorithm({ family: 'sha2', parameterSet: 'SHA-256' }), { purpose: 'hash' }),
        seen(
          protocol({ keyEstablishment: 'quantum-safe-preferred', versions: ['TLSv1.3'], groups: ['X25519MLKEM768'] }),
        ),
      ),
    ).toEqual([]);
  });

  it('judges one algorithm by what it is used for', () => {
    expect(rulesOf(seen(rsa, { purpose: 'encryption' }))).toEqual(['quantum-vulnerable-encryption']);
    expect(rulesOf(seen(rsa, { purpose: 'signature' }))).toEqual(['quantum-vulnerable-signature']);
    expect(rulesOf(seen(rsa, { purpose: 'key-management' }))).toEqual(['quantum-vulnerable-key']);
    expect(rulesOf(seen(rsa, { purpose: 'token' }))).toEqual(['quantum-vulnerable-token']);
    expect(rulesOf(seen(algorithm({ family: 'xdh', curve: 'X25519' }), { purpose: 'key-establishment' }))).toEqual([
      'quantum-vulnerable-key-establishment',
    ]);
  });

  it('lists the policies with the earliest date first, and marks drafts', () => {
    const [finding] = judge(seen(rsa, { purpose: 'encryption' }));
    const dates = finding?.policies.map((one) => one.from ?? '') ?? [];
    expect(dates).toEqual([...dates].sort());
    const nist = finding?.policies.filter((one) => one.policy === 'nist-ir-8547');
    expect(nist?.map((one) => [one.from, one.status, one.draft])).toEqual([
      ['2030-12-31', 'deprecated', true],
      ['2035-12-31', 'disallowed', true],
    ]);
  });

  it('gives a 3072-bit key only the later date of NIST', () => {
    const [finding] = judge(seen(algorithm({ family: 'rsa', size: 3072 }), { purpose: 'signature' }));
    expect(finding?.policies.filter((one) => one.policy === 'nist-ir-8547').map((one) => one.from)).toEqual([
      '2035-12-31',
    ]);
  });

  it('judges what was read out of a certificate through the certificate', () => {
    const part: Observation = { ...seen(rsa, { purpose: 'signature' }), partOf: 'certificate/x' };
    expect(rulesOf(part)).toEqual([]);
  });

  it('keeps a fingerprint when the line moves and tells equal uses apart', () => {
    const at = { excerpt: 'crypto.createSign("RSA-SHA256")', scope: 'sign' };
    const before = judge(
      seen(rsa, { purpose: 'signature' }, { ...at, line: 3 }),
      seen(rsa, { purpose: 'signature' }, { ...at, line: 9 }),
    );
    const after = judge(
      seen(rsa, { purpose: 'signature' }, { ...at, line: 30 }),
      seen(rsa, { purpose: 'signature' }, { ...at, line: 90 }),
    );
    expect(before.map((one) => one.fingerprint)).toEqual(after.map((one) => one.fingerprint));
    expect(new Set(before.map((one) => one.id)).size).toBe(2);
  });

  it('does not depend on the order of what was seen', () => {
    const all = [3, 9, 27].map((line) => seen(rsa, { purpose: 'signature' }, { excerpt: 'x', line }));
    const ids = (list: Observation[]) => judge(...list).map((one) => one.id);
    expect(ids([...all].reverse())).toEqual(ids(all));
  });

  it('finds tests and examples but does not gate on them', () => {
    expect(judge(seen(rsa, { purpose: 'signature', context: 'test' })).map((one) => one.gated)).toEqual([false]);
  });

  it('judges certificates by key, hash and date', () => {
    const key = catalog.algorithm({ family: 'rsa', size: 1024 });
    const signature = catalog.algorithm({ family: 'rsa', padding: 'pkcs1v15', hash: 'SHA-1', primitive: 'signature' });
    const old = certificate({
      publicKey: key,
      signature,
      notBefore: '2010-01-01T00:00:00Z',
      notAfter: '2020-01-01T00:00:00Z',
    });
    expect(rulesOf(seen(old, { purpose: 'certificate' })).sort()).toEqual([
      'broken-signature-hash',
      'expired-certificate',
      'quantum-vulnerable-certificate',
      'short-rsa-modulus',
    ]);
  });

  it('does not mind the hash of a self-signed root, whose signature nobody checks', () => {
    const signature = catalog.algorithm({ family: 'rsa', hash: 'SHA-1', primitive: 'signature' });
    expect(rulesOf(seen(certificate({ signature, selfSigned: true, isCa: true, notAfter: '2040-01-01' })))).toEqual([]);
  });

  it('a self-signed certificate that a server shows as its own is no authority', () => {
    const own = certificate({
      publicKey: catalog.algorithm({ family: 'rsa', size: 2048 }),
      selfSigned: true,
      isCa: true,
      notAfter: '2027-06-01',
    });
    const at = (details?: Observation['details']) => rulesOf({ ...seen(own, { purpose: 'certificate' }), details });
    expect(at()).toContain('quantum-vulnerable-trust-anchor');
    expect(at({ served: 'end-entity' })).toContain('quantum-vulnerable-certificate');
    expect(at({ served: 'end-entity' })).not.toContain('quantum-vulnerable-trust-anchor');
  });

  it.each([
    [{ largeHello: 'not-supported' }, 'hello-intolerance'],
    [{ dhBits: 1024 }, 'short-dh-group'],
    [{ compression: true }, 'insecure-tls-feature'],
    [{ secureRenegotiation: false }, 'insecure-tls-feature'],
  ])('judges an endpoint by what it answered: %j', (details, rule) => {
    const endpoint = seen(protocol({ versions: ['TLSv1.2'] }), { purpose: 'transport' });
    expect(rulesOf({ ...endpoint, details })).toContain(rule);
    expect(rulesOf(endpoint)).not.toContain(rule);
  });

  it('judges protocols by their lists', () => {
    const weak = protocol({
      versions: ['TLSv1', 'TLSv1.2'],
      keyEstablishment: 'classical-only',
      groups: ['secp256r1'],
    });
    expect(rulesOf(seen(weak, { purpose: 'transport' })).sort()).toEqual([
      'classical-only-tls',
      'obsolete-tls-version',
      'tls-without-1-3',
    ]);
  });

  it('calls a private key in the tree critical, an encrypted one less', () => {
    const plain = judge(seen(material({})));
    const sealed = judge(seen(material({ securedBy: { mechanism: 'PBES2' } })));
    expect(plain.map((one) => [one.ruleId, one.severity])).toEqual([['committed-private-key', 'critical']]);
    expect(sealed[0]?.severity).toBe('medium');
  });

  it('says of a private key in the tree once that it has to go, and what a quantum computer does to it', () => {
    const key = catalog.algorithm({ family: 'rsa', size: 2048 });
    const findings = judge(seen(material({ algorithm: key })));
    expect(findings.map((one) => one.ruleId)).toEqual(['committed-private-key']);
    expect(findings[0]?.message).toContain('of a kind that a quantum computer breaks');
    const open = judge(seen(material({ type: 'public-key', algorithm: key })));
    expect(open.map((one) => one.ruleId)).toEqual(['quantum-vulnerable-stored-key']);
  });

  it('applies the CNSA parameter sets only where a project chooses them', () => {
    const asset = algorithm({ family: 'ml-kem', parameterSet: 'ML-KEM-768' });
    const chosen = assess(inventory(seen(asset)), knowledge, catalog, TODAY, { jurisdictions: ['us-nss'] });
    expect(rulesOf(seen(asset))).toEqual([]);
    expect(chosen.findings.map((one) => one.ruleId)).toEqual(['below-cnsa-parameter-set']);
  });
});

describe('the rule book', () => {
  const book = readRuleBook(knowledge);

  it('has a policy behind every rule and a rule behind every demand', () => {
    const backed = new Set(book.policies.flatMap((one) => one.demands.flatMap((demand) => demand.rules)));
    expect(book.rules.filter((one) => !backed.has(one.id)).map((one) => one.id)).toEqual([]);
    expect([...backed].filter((id) => !book.rules.some((one) => one.id === id))).toEqual([]);
  });

  it('calls the NIST report a draft', () => {
    expect(book.policies.find((one) => one.id === 'nist-ir-8547')?.status).toBe('draft');
  });
});
