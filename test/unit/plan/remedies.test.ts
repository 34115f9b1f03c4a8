import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { meets, type Subject } from '../../../src/assess/condition.js';
import { readRuleBook } from '../../../src/assess/read-rules.js';
import { LANGUAGES } from '../../../src/parse/source/languages/index.js';
import { readRemedies } from '../../../src/plan/remedies.js';
import { exactAfter, stepsOf } from '../../../src/plan/steps.js';
import { observe } from '../../support/source-fixtures.js';
import { knowledge } from '../assess/build.js';

const book = readRuleBook(knowledge);
const remedies = readRemedies(knowledge);

/** The remedy that a finding of this rule on this subject gets, as `assess` chooses it. */
function remedyFor(rule: string, subject: Subject) {
  const id = book.remedies.find(
    (one) => one.rules.includes(rule) && (one.when === undefined || meets(one.when, subject)),
  )?.id;
  return id === undefined ? undefined : remedies.get(id);
}

/** Whether the answer speaks of this context: a remedy of its own, or the change in its own syntax. */
function fits(rule: string, subject: Subject): boolean {
  const remedy = remedyFor(rule, subject);
  if (!remedy) return false;
  const { language, 'details.product': product } = subject as Record<string, string | undefined>;
  const place = { usage: { language }, details: product ? { product } : {} } as Parameters<typeof exactAfter>[1];
  return (
    book.remedies.find(({ id }) => id === remedy.id)!.when !== undefined || exactAfter(remedy, place) !== undefined
  );
}

const missing = (rules: readonly string[], subjects: readonly Subject[]) =>
  subjects.flatMap((subject) =>
    rules.filter((rule) => !fits(rule, subject)).map((rule) => `${rule} on ${JSON.stringify(subject)}`),
  );

interface Product {
  readonly product: string;
  readonly finds: readonly { protocol?: string; algorithm?: unknown; material?: unknown; purpose?: string }[];
}

const PRODUCTS: readonly Product[] = readdirSync('rules/config')
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => parse(readFileSync(`rules/config/${name}`, 'utf8')) as Product);

/** Formats without a key of a quantum-vulnerable kind in them. */
const SYMMETRIC_OR_PARAMETERS = new Set([
  'PKCS#3',
  'EC parameters',
  'DSA parameters',
  'Kerberos keytab',
  'pre-shared key',
  'volume key',
  'restic password',
]);

/** Formats of keys and stores as the parsers and the settings name them. */
const FORMATS = [
  ...readdirSync('src/parse', { recursive: true, encoding: 'utf8' })
    .filter((name) => /^(keys|keystores)\b.*\.ts$/.test(name))
    .flatMap((name) => [...readFileSync(`src/parse/${name}`, 'utf8').matchAll(/\bformat: '([^']+)'/g)])
    .map((match) => match[1]!),
  ...PRODUCTS.flatMap(({ finds }) => finds.flatMap(({ material }) => (material as { format?: string })?.format ?? [])),
].filter((format) => !SYMMETRIC_OR_PARAMETERS.has(format) && format !== 'der' && format !== 'pem');

/** Rules whose general answer is the exact one, whatever the context: process, not syntax. */
const CONTEXT_FREE = new Set([
  'committed-private-key', // out of the tree, new key
  'committed-secret',
  'weak-key-material',
  'expired-certificate',
  'expiring-certificate',
  'hello-intolerance', // of endpoints only
  'insecure-tls-feature',
  'undetermined-algorithm',
  'quantum-vulnerable-key', // first find out what the key is for
  'quantum-vulnerable-certificate',
  'quantum-vulnerable-trust-anchor',
  'obsolete-pqc-draft', // says all three successors
  'below-cnsa-parameter-set',
  'pqc-disabled', // delete the line that was found
  'unsupported-library', // names the successor that the rules know
]);

const CODE = [
  'quantum-vulnerable-key-establishment',
  'quantum-vulnerable-encryption',
  'quantum-vulnerable-signature',
  'quantum-vulnerable-token',
  'classical-only-tls',
  'undetermined-key-establishment',
  'broken-hash',
  'broken-signature-hash',
  'broken-mac-hash',
  'broken-cipher',
  'legacy-cipher',
  'ecb-mode',
  'weak-random',
  'obsolete-tls-version',
  'tls-without-1-3',
  'unverified-certificate',
];

const MAIN_LANGUAGES = ['java', 'kotlin', 'python', 'javascript', 'go', 'csharp', 'c', 'rust', 'php', 'ruby', 'shell'];

const MAIN_CODE = ['short-rsa-modulus', 'dsa-signature', 'pkcs1-v15-encryption', 'weak-key-derivation'];

const TLS = [
  'classical-only-tls',
  'quantum-safe-not-preferred',
  'undetermined-key-establishment',
  'tls-without-1-3',
  'obsolete-tls-version',
];
const TUNNEL = ['classical-only-vpn', 'undetermined-key-establishment'];

const PROTOCOL_RULES: Readonly<Record<string, readonly string[]>> = {
  tls: TLS,
  dtls: TLS.slice(0, 3),
  ssh: ['classical-only-ssh', 'quantum-safe-not-preferred', 'undetermined-key-establishment'],
  ike: TUNNEL,
  ipsec: TUNNEL,
  openvpn: TUNNEL,
  wireguard: ['classical-only-vpn'],
  kerberos: ['quantum-vulnerable-protocol'],
};

const CIPHERS = ['weak-protocol-cipher', 'no-forward-secrecy'];
const CIPHER_PRODUCTS = [
  'nginx',
  'apache',
  'haproxy',
  'postfix',
  'dovecot',
  'postgresql',
  'envoy',
  'traefik',
  'sshd',
  'openvpn',
];

/** What a setting can say of an algorithm; a product has to be answered for at least one of them. */
const CONFIGURED = [
  'quantum-vulnerable-signature',
  'quantum-vulnerable-key',
  'quantum-vulnerable-encryption',
  'quantum-vulnerable-key-establishment',
  'quantum-vulnerable-token',
  'broken-cipher',
  'short-rsa-modulus',
  'short-dh-group',
  'weak-elliptic-curve',
];

/** Their algorithms are ciphers, digests and lists of what is allowed: judged by rules of lists, or of no quantum-vulnerable kind. */
const SYMMETRIC_ONLY = new Set([
  'crypttab',
  'kubernetes-components',
  'crypto-policies',
  'mutt',
  'wpa',
  'ansible-ssh',
  'openvpn',
  'git',
  'haproxy',
  'dovecot',
  'junos',
  'ipsec',
  'ipsec-secrets',
  'swanctl',
  'cisco-ios',
  'java-security',
  'postgresql',
  'schannel',
  'sshd',
  'tomcat',
  'vyos',
]);

const STORED = ['quantum-vulnerable-stored-key'];

describe('remedies fit the place', () => {
  it('no rule is left out here: it is asked below, or its general answer is exact', () => {
    const asked = new Set([
      ...CODE,
      ...MAIN_CODE,
      ...Object.values(PROTOCOL_RULES).flat(),
      ...CIPHERS,
      ...CONFIGURED,
      ...STORED,
    ]);
    expect(book.rules.map(({ id }) => id).filter((id) => !asked.has(id) && !CONTEXT_FREE.has(id))).toEqual([]);
  });

  it('every language', () => {
    const languages = LANGUAGES.map(({ id }) => id).filter((id) => id !== 'solidity' && id !== 'sql');
    expect(
      missing(
        CODE,
        languages.map((language) => ({ language, kind: 'algorithm' })),
      ),
    ).toEqual([]);
  });

  it('the frequent languages, for what is replaced within them', () => {
    expect(
      missing(
        MAIN_CODE,
        MAIN_LANGUAGES.map((language) => ({ language, kind: 'algorithm' })),
      ),
    ).toEqual([]);
  });

  it('lists of ciphers', () => {
    const subjects = CIPHER_PRODUCTS.map((product) => ({ kind: 'protocol', 'details.product': product }));
    expect(missing(CIPHERS, subjects)).toEqual([]);
  });

  it('contracts and databases, as far as they have such calls', () => {
    expect(missing(['quantum-vulnerable-signature', 'broken-hash', 'weak-random'], [{ language: 'solidity' }])).toEqual(
      [],
    );
    expect(missing(['quantum-vulnerable-encryption', 'broken-hash', 'broken-cipher'], [{ language: 'sql' }])).toEqual(
      [],
    );
  });

  it('every product with a protocol', () => {
    const unanswered = PRODUCTS.flatMap(({ product, finds }) =>
      [...new Set(finds.flatMap(({ protocol }) => protocol ?? []))].flatMap((type) =>
        missing(PROTOCOL_RULES[type]!, [{ kind: 'protocol', type, 'details.product': product }]),
      ),
    );
    expect(unanswered).toEqual([]);
  });

  it('every product with an algorithm of a quantum-vulnerable kind', () => {
    const subjects = PRODUCTS.filter(({ finds }) => finds.some(({ algorithm }) => algorithm !== undefined)).map(
      ({ product }) => ({ kind: 'algorithm', 'details.product': product }),
    );
    const other = subjects.filter((one) => !SYMMETRIC_ONLY.has(one['details.product']));
    const unanswered = other.filter((subject) => !CONFIGURED.some((rule) => fits(rule, subject)));
    expect(unanswered.map((one) => one['details.product'])).toEqual([]);
  });

  it('every format of stored keys', () => {
    expect(
      missing(
        STORED,
        FORMATS.map((format) => ({ kind: 'related-crypto-material', format })),
      ),
    ).toEqual([]);
  });

  it('an entry that is like another names what is its own', () => {
    const nginx = remedies.get('nginx-hybrid-group-first')!;
    const caddy = remedies.get('caddy-hybrid-group-first')!;
    expect(caddy.rules).toEqual(nginx.rules);
    expect(caddy.fix).toBeUndefined();
    expect(caddy.prerequisites?.[0]?.text).toBe('Caddy ≥ 2.10');
  });
});

describe('the new line of a remedy', () => {
  const place = (language: string, rule: string, role = 'keygen') =>
    ({ usage: { language, role, purpose: 'signature', context: 'production' }, details: { rule } }) as Parameters<
      typeof exactAfter
    >[1];

  it('is in the words of the shell where a program runs a command', () => {
    const remedy = { 'after-in': { javascript: 'crypto.sign()', shell: 'openssl genpkey' } };
    expect(exactAfter(remedy, place('javascript', 'javascript/node-crypto#1'))).toBe('crypto.sign()');
    expect(exactAfter(remedy, place('shell', 'commands/openssl#1'))).toBe('openssl genpkey');
  });

  it('has the language of the command, not of the program that runs it', async () => {
    const text = "const { execSync } = require('child_process');\nexecSync('openssl genrsa -out a.pem 2048');\n";
    const [found] = await observe([{ path: 'a.js', bytes: Buffer.from(text) }]);
    expect(found).toMatchObject({ asset: { name: 'RSA-2048' }, usage: { language: 'shell' } });
  });

  it('makes a token where one is made, and takes one where one is taken', () => {
    const remedy = remedies.get('jose-library-ml-dsa')!;
    expect(exactAfter(remedy, place('ruby', 'ruby/jwt#1', 'issue'))).toContain('JWT.encode');
    expect(exactAfter(remedy, place('ruby', 'ruby/jwt#1', 'verify'))).toContain('JWT.decode');
  });
});

describe('a line of which nothing may be shown', () => {
  const remedy = remedyFor('unverified-certificate', {
    'usage.language': 'shell',
    'details.library': 'environment',
    library: 'environment',
  } as never);
  const told = (excerpt: string) => {
    const occurrence = {
      evidence: { location: { type: 'file', path: 'package.json', line: 8 }, excerpt },
      usage: { language: 'shell' },
    };
    return stepsOf({ remedy, findings: [{ occurrence: 0 }] } as never, [occurrence] as never)[0]?.before;
  };

  it('is told as the remedy says it, any other as it stands', () => {
    expect(remedy?.id).toBe('verify-certificates-environment');
    expect(told('"…": "…",')).toBe('NODE_TLS_REJECT_UNAUTHORIZED=0');
    expect(told('export GIT_SSL_NO_VERIFY=1')).toBe('export GIT_SSL_NO_VERIFY=1');
  });
});
