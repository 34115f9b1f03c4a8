// node scripts/make-certificates.mjs <folder> [how many] [seed]
//
// Certificates by the thousand, for comparisons (scripts/compare-certificates.mjs). OpenSSL makes the keys: every size, every curve that it knows,
// named and explicit. Around them stands what real certificates hold and what they should not: every signature algorithm with its parameters, odd
// dates and serial numbers, all string types, version 1, dozens of extensions. The signatures are random bytes: nobody verifies them here.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pem } from './compare/openssl.mjs';

const root = resolve(import.meta.dirname, '..');
const der = await import(join(root, 'dist/parse/pki/der-writer.js'));
const [folder = 'certificates', count = '20000', seed = '1'] = process.argv.slice(2);
const PER_FILE = 500;
mkdirSync(folder, { recursive: true });

let state = Number(seed) >>> 0;
/** xorshift: the same seed gives the same certificates around the same keys. */
function random(below) {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % below;
}
const pick = (list) => list[random(list.length)];
const bytes = (length) => Uint8Array.from({ length }, () => random(256));
const text = (value) => Buffer.from(value, 'latin1');

// --- keys
function publicKey(...args) {
  const made = spawnSync(
    'openssl',
    ['genpkey', ...args.flatMap((one) => (one.includes(':') ? ['-pkeyopt', one] : [one]))],
    {
      encoding: 'latin1',
    },
  );
  if (made.status !== 0) return undefined;
  return Uint8Array.from(
    execFileSync('openssl', ['pkey', '-pubout', '-outform', 'DER'], {
      input: made.stdout,
      stdio: ['pipe', 'pipe', 'ignore'],
    }),
  );
}
const curves = execFileSync('openssl', ['ecparam', '-list_curves'], { encoding: 'utf8' }).match(/^ {2}[\w-]+(?= *:)/gm);
const ec = (curve, ...more) => ['-algorithm', 'EC', `ec_paramgen_curve:${curve.trim()}`, ...more];
const rsa = (bits, ...more) => ['-algorithm', 'RSA', `rsa_keygen_bits:${bits}`, ...more];
const KEYS = [
  ...[512, 768, 1023, 1024, 1025, 1536, 2047, 2048, 2049, 3072, 4096].map((bits) => rsa(bits)),
  rsa(2048, 'rsa_keygen_pubexp:3'),
  rsa(2048, 'rsa_keygen_pubexp:17'),
  rsa(2048, 'rsa_keygen_primes:3'),
  ['-algorithm', 'RSA-PSS', 'rsa_keygen_bits:2048'],
  ['-algorithm', 'RSA-PSS', 'rsa_keygen_bits:2048', 'rsa_pss_keygen_md:sha512', 'rsa_pss_keygen_saltlen:64'],
  ...['ED25519', 'ED448', 'X25519', 'X448'].map((one) => ['-algorithm', one]),
  ['-algorithm', 'DH', 'group:ffdhe2048'],
  ['-algorithm', 'DH', 'group:modp_3072'],
  ['-algorithm', 'DHX', 'dh_rfc5114:2'],
  ...curves.flatMap((curve) => [ec(curve, 'ec_param_enc:named_curve'), ec(curve, 'ec_param_enc:explicit')]),
  ...['P-256', 'secp384r1', 'brainpoolP256r1'].map((curve) => ec(curve, 'point-format:compressed')),
];
function dsaKey(bits, q) {
  const parameters = spawnSync('openssl', [
    'genpkey',
    '-genparam',
    '-algorithm',
    'DSA',
    '-pkeyopt',
    `dsa_paramgen_bits:${bits}`,
    '-pkeyopt',
    `dsa_paramgen_q_bits:${q}`,
  ]).stdout;
  writeFileSync(join(folder, 'dsa.tmp'), parameters);
  return publicKey('-paramfile', join(folder, 'dsa.tmp'));
}
const keys = [
  ...KEYS.map((args) => publicKey(...args)),
  dsaKey(1024, 160),
  dsaKey(2048, 256),
  dsaKey(3072, 256),
].filter(Boolean);
// DSA without parameters: inherited from the issuer (RFC 3279 2.3.2). Post-quantum and unknown algorithms by their numbers.
keys.push(der.subjectPublicKeyInfo('1.2.840.10040.4.1', undefined, der.integer(bytes(128))));
const NUMBERED = {
  '2.16.840.1.101.3.4.3.17': 1312,
  '2.16.840.1.101.3.4.3.18': 1952,
  '2.16.840.1.101.3.4.3.20': 32,
  '2.16.840.1.101.3.4.4.2': 1184,
  '1.3.9999.3.6': 897,
  '1.2.3.4.5.6': 40,
};
for (const [oid, length] of Object.entries(NUMBERED))
  keys.push(der.subjectPublicKeyInfo(oid, undefined, bytes(length)));

// --- signature algorithms
const NULL = der.NULL;
const algorithm = (oid, parameters) => der.sequence(der.oid(oid), ...(parameters ? [parameters] : []));
const HASHES = [
  '1.3.14.3.2.26',
  '2.16.840.1.101.3.4.2.1',
  '2.16.840.1.101.3.4.2.2',
  '2.16.840.1.101.3.4.2.3',
  '2.16.840.1.101.3.4.2.4',
  '2.16.840.1.101.3.4.2.6',
  '2.16.840.1.101.3.4.2.8',
  '2.16.840.1.101.3.4.2.10',
];
const range = (prefix, from, to) => Array.from({ length: to - from + 1 }, (_, index) => `${prefix}.${from + index}`);
const SIGNATURES = [
  ...['2', '3', '4', '5', '11', '12', '13', '14', '15', '16'].map((one) =>
    algorithm(`1.2.840.113549.1.1.${one}`, NULL),
  ),
  ...['1.3.36.3.3.1.2', '1.3.14.3.2.29', '1.3.14.3.2.3', ...range('2.16.840.1.101.3.4.3', 13, 16)].map((one) =>
    algorithm(one, NULL),
  ),
  ...['1.2.840.10045.4.1', ...range('1.2.840.10045.4.3', 1, 4), ...range('2.16.840.1.101.3.4.3', 1, 12)].map((one) =>
    algorithm(one),
  ),
  ...[
    '1.2.840.10040.4.3',
    '1.3.14.3.2.27',
    '1.3.101.112',
    '1.3.101.113',
    '1.2.156.10197.1.501',
    '1.2.643.2.2.3',
    '1.2.643.7.1.1.3.2',
    '1.2.643.7.1.1.3.3',
  ].map((one) => algorithm(one)),
  ...[
    ...range('2.16.840.1.101.3.4.3', 17, 31),
    '1.2.840.113549.1.9.16.3.17',
    '1.3.6.1.5.5.7.6.34',
    '1.2.3.4.5.6.7',
  ].map((one) => algorithm(one)),
  algorithm('1.2.840.113549.1.1.10', der.sequence()), // all defaults: SHA-1
  ...HASHES.map((hash) => pss(hash, hash, 32)),
  pss(HASHES[1], HASHES[3], 20),
];
function pss(hash, maskHash, salt) {
  const wrap = (number, inner) => der.element(0xa0 + number, inner);
  const mask = algorithm('1.2.840.113549.1.1.8', algorithm(maskHash, NULL));
  return algorithm(
    '1.2.840.113549.1.1.10',
    der.sequence(wrap(0, algorithm(hash, NULL)), wrap(1, mask), wrap(2, der.integer(Uint8Array.of(salt)))),
  );
}

// --- names, dates, numbers, extensions
const ATTRIBUTES = [
  '2.5.4.3',
  '2.5.4.6',
  '2.5.4.10',
  '2.5.4.11',
  '2.5.4.5',
  '0.9.2342.19200300.100.1.25',
  '1.2.840.113549.1.9.1',
  '2.5.4.97',
  '1.2.3.4',
];
const STRINGS = {
  12: () => Buffer.from(pick(['Zürich', 'тест', '日本', 'plain', '']), 'utf8'),
  19: () => text(pick(['Printable Name', 'XX', 'a,b+c="d"'])),
  20: () => text('T\xe9l\xe9tex'),
  22: () => text('mail@example.org'),
  28: () => Buffer.from('000000550000006e', 'hex'),
  30: () => Buffer.from('Bmp', 'utf16le').swap16(),
};
function name() {
  const parts = Array.from({ length: random(6) }, () => {
    const tag = pick(Object.keys(STRINGS));
    const attribute = () => der.sequence(der.oid(pick(ATTRIBUTES)), der.element(Number(tag), STRINGS[tag]()));
    return der.element(0x31, ...(random(12) === 0 ? [attribute(), attribute()] : [attribute()]));
  });
  return der.sequence(...parts);
}
const two = (value) => String(value).padStart(2, '0');
const day = () => `${two(1 + random(12))}${two(1 + random(28))}${two(random(24))}${two(random(60))}${two(random(60))}`;
const utc = (value) => der.element(23, text(value));
const general = (value) => der.element(24, text(value));
const TIMES = [
  () => utc(`${two(random(100))}${day()}Z`),
  () => utc(`${two(15 + random(20))}${day()}Z`),
  () => general(`${2050 + random(200)}${day()}Z`),
  () => general(`${1800 + random(400)}${day()}Z`),
  () =>
    pick([
      utc('491231235959Z'),
      utc('500101000000Z'),
      utc('000229120000Z'),
      general('99991231235959Z'),
      general('00000101000000Z'),
      general('00010101000000Z'),
      general('19491231235959Z'),
      general('20491231235959Z'),
    ]),
];
/** What RFC 5280 forbids and files hold: no seconds, fractions, offsets, days that are none. */
const ODD_TIMES = [
  '20300101000000.5Z',
  '203001010000Z',
  '20300101000000+0100',
  '20300101000000',
  '20300230000000Z',
  '20301301000000Z',
  '',
].map((one) => () => general(one));
const ODD_UTC = [
  '3001010000Z',
  '300101000000+0100',
  '300101000000-0530',
  '30010100000Z',
  'xx0101000000Z',
  '300101240000Z',
  '300101235960Z',
].map((one) => () => utc(one));
const time = () => (random(20) === 0 ? pick([...ODD_TIMES, ...ODD_UTC]) : pick(TIMES))();
const serial = () =>
  pick([
    () => der.integer(bytes(1 + random(20))),
    () => der.element(2, bytes(1 + random(20))),
    () => der.element(2, bytes(40)),
    () => der.element(2, Uint8Array.of(0)),
    () => der.element(2, Uint8Array.of(0x80)),
  ])();
const extension = (oid, value, critical) =>
  der.sequence(der.oid(oid), ...(critical ? [der.element(1, Uint8Array.of(255))] : []), der.element(4, value));
const EXTENSIONS = [
  () =>
    extension(
      '2.5.29.19',
      der.sequence(...(random(2) ? [der.element(1, Uint8Array.of(255)), der.integer(Uint8Array.of(random(5)))] : [])),
      true,
    ),
  () => extension('2.5.29.15', der.element(3, Uint8Array.of(random(8), random(256))), true),
  () => extension('2.5.29.14', der.element(4, bytes(20))),
  () => extension('2.5.29.35', der.sequence(der.element(0x80, bytes(20)))),
  () =>
    extension(
      '2.5.29.17',
      der.sequence(
        ...Array.from({ length: random(40) }, () => der.element(pick([0x81, 0x82, 0x86, 0x87]), text('example.org'))),
      ),
    ),
  () => extension('2.5.29.37', der.sequence(der.oid('1.3.6.1.5.5.7.3.1'), der.oid(`1.3.6.1.4.1.${random(99999)}`))),
  () => extension(`1.3.6.1.4.1.99999.${random(1e6)}`, bytes(random(300))),
  () => extension('2.5.29.32', der.sequence(der.sequence(der.oid('2.5.29.32.0')))),
  () => extension(pick(['2.5.29.19', '2.5.29.17', '2.5.29.15']), bytes(random(20))), // broken contents
];

function certificate() {
  const signature = pick(SIGNATURES);
  const version = random(10) === 0 ? 1 : 3;
  const extensions = Array.from({ length: random(random(20) === 0 ? 60 : 8) }, () => pick(EXTENSIONS)());
  const tbs = der.sequence(
    ...(version === 3 ? [der.element(0xa0, der.integer(Uint8Array.of(2)))] : []),
    serial(),
    signature,
    name(),
    der.sequence(time(), time()),
    name(),
    pick(keys),
    ...(random(30) === 0 ? [der.element(0x81, Uint8Array.of(0), bytes(16))] : []),
    ...(version === 3 && extensions.length > 0 ? [der.element(0xa3, der.sequence(...extensions))] : []),
  );
  return Buffer.from(der.sequence(tbs, random(200) === 0 ? pick(SIGNATURES) : signature, der.bitString(bytes(64))));
}

/** One in ten is damaged in one to three places. */
function damaged(whole) {
  const copy = Buffer.from(whole);
  for (let left = 1 + random(3); left > 0; left--) copy[random(copy.length)] = random(256);
  return copy;
}

const total = Number(count);
for (let made = 0; made < total; made += PER_FILE) {
  const blocks = Array.from({ length: Math.min(PER_FILE, total - made) }, (_, index) => {
    const whole = certificate();
    return pem('CERTIFICATE', index % 10 === 9 ? damaged(whole) : whole);
  });
  writeFileSync(join(folder, `certificates-${String(made / PER_FILE).padStart(4, '0')}.pem`), blocks.join(''));
}
console.error(`${total} certificates around ${keys.length} keys in ${folder}`);
