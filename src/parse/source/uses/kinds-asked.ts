import type { Role } from '../../../model/index.js';
import type { Use } from './use.js';

/** Words that name a kind of key, whatever stands around them; `ml-dsa` and `slh_dsa` are others. */
const NAMED =
  /(?<![a-z])(?<!(?:ml|slh)[-_]?)(rsa|dsa|ecdsa|ecdh|ec|eddsa|ed25519|ed448|x25519|curve25519|x448|dh|rs(?:256|384|512)|ps(?:256|384|512)|es(?:256|384|512|256k))(?![a-z])/g;
/** Beginnings of the names of RFC 7518: `alg.startsWith("RS")`. */
const BEGINNINGS: Readonly<Record<string, string>> = { RS: 'RSA', PS: 'RSA', ES: 'EC' };

/** What a key of a kind does not do. */
const UNABLE: Readonly<Record<string, RegExp>> = {
  X25519: /^(?:sign|verify|issue|encrypt|decrypt)$/,
  X448: /^(?:sign|verify|issue|encrypt|decrypt)$/,
  DH: /^(?:sign|verify|issue|encrypt|decrypt)$/,
  RSA: /^agree$/,
  DSA: /^(?:agree|encrypt|decrypt)$/,
  EdDSA: /^(?:agree|encrypt|decrypt)$/,
  Ed25519: /^(?:agree|encrypt|decrypt)$/,
  Ed448: /^(?:agree|encrypt|decrypt)$/,
};

/**
 * The kind of key that the nearest test which names one asks for, else the one that the names of the function and of its type
 * speak of, `RsaSigner.sign`, if it is one.
 */
export function kindAsked({ asked = [], scope }: Use, role: Role): string | undefined {
  // `EcOrder` belongs to a shop.
  const around: readonly (readonly string[])[] =
    scope
      ?.split('.')
      .map((one) => [asOneWord(one).replace(/\bec(?![a-z])|Ec(?=[A-Z_]|$)|EC(?=[A-Z][a-z]|_|$)/g, '')]) ?? [];
  let agrees = false;
  for (const texts of [...around, ...asked].toReversed()) {
    const kinds = new Set(texts.flatMap(kindsIn).filter((one) => !UNABLE[one]?.test(role)));
    // `X25519Provider.dh`: on curves the agreement has that name too, what stands around it tells more.
    if (kinds.size === 1 && around.includes(texts)) agrees = kinds.delete('DH') || agrees;
    if (kinds.size > 0) return kinds.size === 1 ? [...kinds][0] : undefined;
  }
  return agrees ? 'DH' : undefined;
}

/** `ECDsa`, `EcDh`, `EdDSA` are one word each, not one and `Dsa`. */
function asOneWord(text: string): string {
  return text.replace(/E[CcDd](?:D[Ss][Aa]|D[Hh](?![a-z]))/g, (word) => `E${word.slice(1).toLowerCase()}`);
}

function kindsIn(text: string): string[] {
  const begins = Object.hasOwn(BEGINNINGS, text) ? BEGINNINGS[text] : undefined;
  if (begins) return [begins];
  const apart = asOneWord(text)
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2');
  return [...apart.toLowerCase().matchAll(NAMED)].map(([, word = '']) => kindOf(word));
}

function kindOf(word: string): string {
  if (/^(?:rsa|rs\d|ps\d)/.test(word)) return 'RSA';
  if (/^(?:ec|es\d)/.test(word)) return 'EC';
  return KINDS[word] ?? '';
}

const KINDS: Readonly<Record<string, string>> = {
  dsa: 'DSA',
  dh: 'DH',
  eddsa: 'EdDSA',
  ed25519: 'Ed25519',
  ed448: 'Ed448',
  x25519: 'X25519',
  curve25519: 'X25519',
  x448: 'X448',
};
