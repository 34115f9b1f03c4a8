import type { Catalog } from '../../../catalog/catalog.js';
import type { CipherSuite } from '../../../catalog/types.js';

/**
 * The suites that an OpenSSL cipher string permits, in its order (openssl-ciphers(1)):
 * `HIGH:!aNULL:!MD5`, `ECDHE+AESGCM:DHE+CHACHA20`, `DEFAULT@SECLEVEL=2`, single names, `-`, `!`, `+`, `@STRENGTH`.
 * Judged over the suites of the catalogue, so a build without some of them permits fewer.
 */
export function opensslCiphers(value: string, catalog: Catalog): { names: string[]; unknown: string[] } {
  const all = catalog.suites.filter((suite) => suite.keyExchange !== undefined && suite.openssl !== undefined);
  let list: CipherSuite[] = [];
  const killed = new Set<CipherSuite>();
  const unknown: string[] = [];
  const tls13: CipherSuite[] = [];
  for (const raw of value.split(/[:,;\s|[\]]+/)) {
    const [word = '', level] = raw.split('@SECLEVEL=');
    const operator = /^[!+-]/.exec(word)?.[0] ?? '';
    const term = word.slice(operator.length);
    if (level) list = list.filter((suite) => strength(suite) >= levelBits(Number(level)));
    if (term === '' || term.startsWith('@') || term === 'STRENGTH') {
      if (term === '@STRENGTH') list.sort((a, b) => strength(b) - strength(a));
      continue;
    }
    const matching = matchingSuites(term, all, catalog);
    if (!matching) {
      const single = catalog.suite(term);
      if (single) tls13.push(single);
      else unknown.push(term);
      continue;
    }
    if (operator === '!') for (const suite of matching) killed.add(suite);
    if (operator === '!' || operator === '-') list = list.filter((suite) => !matching.includes(suite));
    else if (operator === '+')
      list = [...list.filter((s) => !matching.includes(s)), ...list.filter((s) => matching.includes(s))];
    else list.push(...matching.filter((suite) => !killed.has(suite) && !list.includes(suite)));
  }
  return { names: [...tls13, ...list].map((suite) => suite.name), unknown };
}

/** Suites that builds since OpenSSL 1.1.0 leave out unless asked for: they are meant only where they are named. */
const notBuilt = (suite: CipherSuite): boolean =>
  (weakBulk(suite) && !/_NULL_/.test(suite.name)) ||
  /_(?:DH|ECDH)_(?:RSA|DSS|ECDSA)_|KRB5|FORTEZZA|_OLD$/.test(suite.name);
const NOT_BUILT_KEYWORDS = new Set([
  '3DES',
  'DES',
  'RC4',
  'RC2',
  'IDEA',
  'SEED',
  'EXP',
  'EXPORT',
  'LOW',
  'KECDH',
  'KDH',
  'AECDH',
]);

type Test = (suite: CipherSuite) => boolean;

/** Undefined when a part of the term is no keyword and no suite. */
function matchingSuites(
  term: string,
  all: readonly CipherSuite[],
  catalog: Catalog,
): readonly CipherSuite[] | undefined {
  const single = catalog.suite(term);
  if (single) return all.includes(single) ? [single] : undefined;
  const tests = term.split('+').map((part) => KEYWORDS[part] ?? KEYWORDS[part.toUpperCase()]);
  if (tests.some((test) => test === undefined)) return undefined;
  const weak = term.split('+').some((part) => NOT_BUILT_KEYWORDS.has(part.toUpperCase()));
  const found = all.filter((suite) => (weak || !notBuilt(suite)) && tests.every((test) => test?.(suite)));
  return term === 'DEFAULT' || term === 'ALL' || found.length > 20 ? byPreference(found) : found;
}

const family = (suite: CipherSuite): string => suite.cipher?.family ?? '';
const key = (suite: CipherSuite): string => (suite.keyExchange ?? '').toUpperCase();
const signer = (suite: CipherSuite): string => (suite.authentication ?? '').toUpperCase();
const anonymous: Test = (suite) =>
  /ANON|^NULL$/.test(signer(suite)) || /ANON/.test(key(suite)) || /_anon_/i.test(suite.name);
const encrypted: Test = (suite) => suite.cipher !== undefined && !/_NULL_/.test(suite.name);
const mode =
  (wanted: RegExp): Test =>
  (suite) =>
    wanted.test(suite.name);
const bulk =
  (name: string, size?: number): Test =>
  (suite) =>
    family(suite) === name && (size === undefined || suite.cipher?.size === size);
const weakBulk: Test = (suite) =>
  /_(?:RC4|3DES|DES|DES40|RC2|IDEA|SEED|NULL)_/.test(suite.name) || /EXPORT/.test(suite.name);
const ephemeral = (suite: CipherSuite, kind: 'DHE' | 'ECDHE'): boolean =>
  new RegExp(`^TLS_${kind}_`).test(suite.name) || key(suite) === kind;
const psk: Test = (suite) => /PSK/.test(suite.name);
const rsaKey: Test = (suite) => /^(?:TLS|SSL)_RSA_(?!PSK)/.test(suite.name);

/** Keywords of openssl-ciphers(1), section CIPHER STRINGS. */
const KEYWORDS: Readonly<Record<string, Test>> = {
  ALL: (suite) => encrypted(suite),
  COMPLEMENTOFALL: (suite) => !encrypted(suite),
  DEFAULT: (suite) =>
    encrypted(suite) && !anonymous(suite) && !weakBulk(suite) && !/CCM|ARIA|CAMELLIA/.test(suite.name),
  COMPLEMENTOFDEFAULT: (suite) => anonymous(suite),
  HIGH: (suite) => encrypted(suite) && !weakBulk(suite),
  MEDIUM: mode(/_(?:RC4_128|3DES_EDE|IDEA|SEED)_/),
  LOW: mode(/_DES_CBC_/),
  EXP: mode(/EXPORT/),
  EXPORT: mode(/EXPORT/),
  eNULL: (suite) => !encrypted(suite),
  NULL: (suite) => !encrypted(suite),
  aNULL: anonymous,
  ADH: mode(/_DH_anon_/),
  AECDH: mode(/_ECDH_anon_/),
  kRSA: rsaKey,
  RSA: (suite) => rsaKey(suite) || /_RSA_WITH_/.test(suite.name),
  aRSA: mode(/_RSA_(?:EXPORT_)?WITH_/),
  kDHE: (suite) => ephemeral(suite, 'DHE'),
  kEDH: (suite) => ephemeral(suite, 'DHE'),
  DHE: (suite) => ephemeral(suite, 'DHE') && !anonymous(suite),
  EDH: (suite) => ephemeral(suite, 'DHE') && !anonymous(suite),
  DH: (suite) => /_DHE?_/.test(suite.name),
  kDH: mode(/_DH_(?:RSA|DSS)_/),
  kECDHE: (suite) => ephemeral(suite, 'ECDHE'),
  kEECDH: (suite) => ephemeral(suite, 'ECDHE'),
  ECDHE: (suite) => ephemeral(suite, 'ECDHE') && !anonymous(suite),
  EECDH: (suite) => ephemeral(suite, 'ECDHE') && !anonymous(suite),
  ECDH: (suite) => /_ECDHE?_/.test(suite.name),
  kECDH: mode(/_ECDH_(?:RSA|ECDSA)_/),
  aECDH: mode(/_ECDH_(?:RSA|ECDSA)_/),
  aECDSA: mode(/_ECDSA_/),
  ECDSA: mode(/_ECDSA_/),
  aDSS: mode(/_DSS_/),
  DSS: mode(/_DSS_/),
  PSK: psk,
  kPSK: mode(/^TLS_PSK_/),
  kRSAPSK: mode(/^TLS_RSA_PSK_/),
  kECDHEPSK: mode(/^TLS_ECDHE_PSK_/),
  kDHEPSK: mode(/^TLS_DHE_PSK_/),
  aPSK: psk,
  SRP: mode(/_SRP_/),
  kSRP: mode(/_SRP_/),
  aGOST: mode(/GOST/),
  kGOST: mode(/GOST/),
  AES: bulk('aes'),
  AES128: bulk('aes', 128),
  AES256: bulk('aes', 256),
  AESGCM: mode(/_AES_\d+_GCM_/),
  AESCCM: mode(/_AES_\d+_CCM/),
  AESCCM8: mode(/_CCM_8/),
  CHACHA20: mode(/CHACHA20/),
  CAMELLIA: mode(/CAMELLIA/),
  CAMELLIA128: mode(/CAMELLIA_128/),
  CAMELLIA256: mode(/CAMELLIA_256/),
  ARIA: mode(/ARIA/),
  ARIA128: mode(/ARIA_128/),
  ARIA256: mode(/ARIA_256/),
  ARIAGCM: mode(/ARIA_\d+_GCM/),
  '3DES': mode(/_3DES_/),
  DES: mode(/_DES(?:40)?_CBC_/),
  RC4: mode(/_RC4_/),
  RC2: mode(/_RC2_/),
  IDEA: mode(/_IDEA_/),
  SEED: mode(/_SEED_/),
  MD5: mode(/_MD5$/),
  SHA1: mode(/_SHA$/),
  SHA: mode(/_SHA$/),
  SHA256: mode(/_CBC_SHA256$/),
  SHA384: mode(/_CBC_SHA384$/),
  FIPS: (suite) => encrypted(suite) && !anonymous(suite) && bulk('aes')(suite),
  SUITEB128: mode(/^TLS_ECDHE_ECDSA_WITH_AES_(?:128|256)_GCM_/),
  SUITEB192: mode(/^TLS_ECDHE_ECDSA_WITH_AES_256_GCM_/),
  'TLSv1.2': mode(/_(?:SHA256|SHA384|CCM|CCM_8)$/),
  'TLSv1.0': mode(/_ECDHE?_.*_SHA$/),
  SSLv3: mode(/_SHA$|_MD5$/),
};

/** The order in which OpenSSL lists a keyword: forward secrecy first, AEAD first, then strength. */
function byPreference(suites: readonly CipherSuite[]): CipherSuite[] {
  const rank = (suite: CipherSuite): number =>
    (ephemeral(suite, 'ECDHE') ? 0 : ephemeral(suite, 'DHE') ? 1 : 2) * 10_000 +
    (/GCM|CHACHA|CCM/.test(suite.name) ? 0 : 5_000) -
    strength(suite);
  return [...suites].sort((a, b) => rank(a) - rank(b));
}

function strength(suite: CipherSuite): number {
  if (/3DES/.test(suite.name)) return 112;
  if (/EXPORT|_40_/.test(suite.name)) return 40;
  return suite.cipher?.size ?? (/CHACHA20/.test(suite.name) ? 256 : /RC4_128/.test(suite.name) ? 64 : 0);
}

/** SSL_CTX_set_security_level(3). */
function levelBits(level: number): number {
  return [0, 80, 112, 128, 192, 256][level] ?? 0;
}
