import type { Catalog } from './catalog.js';
import type { AlgorithmSpec } from './types.js';

const MODES = [
  'ecb',
  'cbc',
  'ctr',
  'cfb',
  'cfb8',
  'cfb128',
  'ofb',
  'gcm',
  'ccm',
  'xts',
  'eax',
  'siv',
  'gcm-siv',
  'ocb',
  'wrap',
  'kw',
  'cts',
];
const MAX_LENGTH = 80;

/**
 * Names made of several parts, in the ways libraries spell them:
 * `SHA256withRSA`, `AES/GCM/NoPadding`, `aes-256-gcm`, `HmacSHA256`, `PBKDF2WithHmacSHA256`, `RSA-2048`, `RSA_4096`.
 * @returns undefined when any part is not known: nothing is guessed from half a name
 */
export function parseCompoundName(text: string, catalog: Catalog): AlgorithmSpec | undefined {
  if (text.length > MAX_LENGTH || !/^[\w\-./:+ ]+$/.test(text)) return undefined;
  return (
    transformation(text, catalog) ??
    digestWithSignature(text, catalog) ??
    macOrKdf(text, catalog) ??
    sizedCipher(text, catalog) ??
    sizedKey(text, catalog) ??
    noise(text, catalog)
  );
}

/** JCA: `algorithm/mode/padding`. */
function transformation(text: string, catalog: Catalog): AlgorithmSpec | undefined {
  const parts = text.split('/');
  if (parts.length !== 3 && parts.length !== 2) return undefined;
  const [cipher = '', mode = '', padding = ''] = parts;
  const base = catalog.simple(cipher) ?? sizedKey(cipher, catalog);
  const family = base && catalog.family(base.family);
  if (!base || !family) return undefined;
  if (family.id === 'rsa') return { ...base, ...rsaPadding(padding, catalog), primitive: 'pke' };
  const isMode = MODES.includes(mode.toLowerCase()) || /^(cfb|ofb)\d+$/i.test(mode);
  if (!isMode && mode.toLowerCase() !== 'none') return undefined;
  return {
    ...base,
    ...(isMode ? { mode: mode.toLowerCase() } : {}),
    ...(padding && !/^nopadding$/i.test(padding) ? { padding: padding.toLowerCase().replace(/padding$/, '') } : {}),
  };
}

function rsaPadding(padding: string, catalog: Catalog): Partial<AlgorithmSpec> {
  if (/^pkcs1/i.test(padding)) return { padding: 'pkcs1v15' };
  const oaep = /^oaep(?:with(.+?)and.*)?/i.exec(padding);
  if (oaep) return { padding: 'oaep', ...(oaep[1] ? { hash: catalog.digestName(oaep[1]) } : {}) };
  if (/^nopadding$/i.test(padding)) return { padding: 'raw' };
  return {};
}

/** `SHA256withRSA`, `SHA256withRSAandMGF1`, `SHA256withRSA/PSS`, `ecdsa-with-SHA256`, `RSA-SHA256`, `sha256WithRSAEncryption`. */
function digestWithSignature(text: string, catalog: Catalog): AlgorithmSpec | undefined {
  // Text put together of a digest that is not known and its scheme.
  if (/^with(?:RSA|ECDSA|DSA)/i.test(text)) return signature('none', text.slice('with'.length), catalog);
  const match =
    /^(.+?)[-_ ]?with[-_ ]?(.+)$/i.exec(text) ??
    /^(RSA|DSA|ECDSA|EC)[-_](SHA\d?[-_]?\d*|MD5)$/i.exec(text) ??
    /^(SHA[-\d]*|MD[25])\/(RSA|DSA|ECDSA)$/i.exec(text);
  if (!match) return undefined;
  const [, left = '', right = ''] = match;
  return signature(left, right, catalog) ?? signature(right, left, catalog);
}

function signature(digest: string, scheme: string, catalog: Catalog): AlgorithmSpec | undefined {
  const pss = /^RSA(?:(?:ssa)?[-_/]?pss|and(?:mgf1|sha\d+)?.*)$/i.test(scheme);
  const bare = pss ? 'RSA' : schemeBare(scheme);
  const base = catalog.simple(bare);
  if (!base || !isDigest(digest, catalog)) return undefined;
  const hash = /^none$/i.test(digest) ? {} : { hash: catalog.digestName(digest) };
  if (base.family === 'rsa')
    return { family: 'rsa', padding: pss ? 'pss' : 'pkcs1v15', ...hash, primitive: 'signature' };
  if (base.family === 'ec') return { family: 'ecdsa', ...hash };
  if (['dsa', 'ecdsa', 'sm2', 'gost3410', 'eddsa'].includes(base.family)) return { ...base, ...hash };
  const family = catalog.family(base.family);
  return family?.primitive === 'signature' ? { ...base, ...hash } : undefined;
}

/** Without what Bouncy Castle says of the form of the signature (BSI TR-03111, ISO 7816-8, RFC 6979): `PLAIN-ECDSA`, `CVC-ECDSA`, `ECDDSA`. */
function schemeBare(scheme: string): string {
  return scheme
    .replace(/encryption$|inP1363Format$/i, '')
    .replace(/^(?:plain|cvc)[-_]?(?=ECDSA$)/i, '')
    .replace(/^(EC)?D(?:ET)?DSA$/i, (_, ec = '') => `${ec}DSA`);
}

/** `HmacSHA256`, `HMAC-SHA-256`, `PBKDF2WithHmacSHA256`, `HKDF-SHA256`. */
function macOrKdf(text: string, catalog: Catalog): AlgorithmSpec | undefined {
  const match = /^(hmac|pbkdf2(?:[-_]?with)?[-_]?hmac|pbkdf2|hkdf|kmac)[-_/]?(.+)$/i.exec(text);
  if (!match) return undefined;
  const [, kind = '', digest = ''] = match;
  if (!isDigest(digest, catalog)) return undefined;
  const family = /^pbkdf2/i.test(kind) ? 'pbkdf2' : kind.toLowerCase();
  return { family, hash: catalog.digestName(digest) };
}

/** OpenSSL and friends: `aes-256-gcm`, `AES256-CBC`, `des-ede3-cbc`, `A256GCM` is spelled in `rules/`. */
function sizedCipher(text: string, catalog: Catalog): AlgorithmSpec | undefined {
  const match =
    /^([a-z0-9]+?(?:-ede3?)?)[-_]?(128|192|256)?[-_]?(ecb|cbc|ctr|cfb\d*|ofb\d*|gcm-siv|gcm|ccm\d*|xts|eax|siv|ocb|cts|wrap)(?:[-_](?:pkcs5|pkcs7)?padding|@openssh\.com)?$/i.exec(
      text,
    );
  if (!match) return undefined;
  const [, cipher = '', size, mode = ''] = match;
  const base = catalog.simple(cipher);
  const family = base && catalog.family(base.family);
  if (!base || !family?.keySizes || family.primitive === 'hash') return undefined;
  return { ...base, ...(size ? { size: Number(size) } : {}), mode: mode.toLowerCase() };
}

/** `RSA-2048`, `RSA_4096`, `rsa3072`, `AES-256`, `EC-P256`. */
function sizedKey(text: string, catalog: Catalog): AlgorithmSpec | undefined {
  const curved = /^(ECDSA|ECDH|EC)[-_]?(.+)$/i.exec(text);
  if (curved && catalog.curve(curved[2] ?? ''))
    return { family: (curved[1] ?? '').toLowerCase(), curve: catalog.curve(curved[2] ?? '')?.name };
  const match = /^([a-z][a-z0-9]*?)[-_]?(\d{3,5})$/i.exec(text);
  const base = match && catalog.simple(match[1] ?? '');
  const family = base && catalog.family(base.family);
  const size = Number(match?.[2]);
  if (!base || !family) return undefined;
  return family.sized || family.keySizes?.includes(size) ? { ...base, size } : undefined;
}

/** Protocol names of the Noise framework, revision 34 section 8: `Noise_XX_25519_ChaChaPoly_BLAKE2s`. The key agreement counts. */
function noise(text: string, catalog: Catalog): AlgorithmSpec | undefined {
  const dh = /^Noise(?:psk)?_[A-Z0-9a-z+]+_([A-Za-z0-9]+)(?:\+[A-Za-z0-9]+)?_[A-Za-z0-9]+_[A-Za-z0-9]+$/.exec(
    text,
  )?.[1];
  if (dh === '25519' || dh === '448') return { family: 'xdh', curve: `Curve${dh}` };
  const curve = dh && catalog.curve(dh);
  return curve ? { family: 'ecdh', curve: curve.name } : undefined;
}

function isDigest(text: string, catalog: Catalog): boolean {
  if (/^none$/i.test(text)) return true;
  const spec = catalog.simple(text);
  const primitive = spec && catalog.family(spec.family)?.primitive;
  return primitive === 'hash' || primitive === 'xof';
}
