import type { Catalog } from '../../../catalog/catalog.js';
import type { AlgorithmSpec } from '../../../catalog/types.js';
import type { Observation, Usage } from '../../../model/index.js';
import type { BookedRule } from '../rules/rule-book.js';
import { reason } from './reason.js';
import { splitList, withoutPrefix } from './setting-texts.js';
import type { KnownSlot, Slots, Use } from './use.js';

/** Algorithms of one configuration that are told one by one; what is longer is a list of everything there is. */
const MOST = 24;

/** Key exchanges of TLS 1.2 and earlier by the word of the suite (RFC 5246, appendix A.5; RFC 8422, section 2; RFC 4279 and 5489 beside a shared key). */
const EXCHANGES: Readonly<Record<string, AlgorithmSpec>> = {
  RSA: { family: 'rsa', padding: 'pkcs1v15' },
  RSA_PSK: { family: 'rsa', padding: 'pkcs1v15' },
  DHE_PSK: { family: 'dh' },
  ECDHE_PSK: { family: 'ecdh' },
  DHE: { family: 'dh' },
  DH: { family: 'dh' },
  ECDHE: { family: 'ecdh' },
  ECDH: { family: 'ecdh' },
};

/** Words of a cipher string that choose by the key exchange (ciphers(1)): `ECDHE+AESGCM:kRSA`. What is taken out again is none. */
const CHOSEN: Readonly<Record<string, string>> = {
  kRSA: 'RSA',
  RSA: 'RSA',
  DHE: 'DHE',
  EDH: 'DHE',
  kDHE: 'DHE',
  kEDH: 'DHE',
  ECDHE: 'ECDHE',
  EECDH: 'ECDHE',
  kECDHE: 'ECDHE',
  kEECDH: 'ECDHE',
};

/** Parts of a protocol that list algorithms. */
const LISTED = ['groups', 'schemes', 'suites'] as const;

function isListed(part: string): part is (typeof LISTED)[number] {
  return (LISTED as readonly string[]).includes(part);
}

/** An algorithm as a list names it. */
export interface Named {
  readonly spec: AlgorithmSpec;
  readonly purpose: Usage['purpose'];
}

export interface Written {
  readonly text: string;
  readonly at?: { readonly line: number; readonly column: number; readonly path?: string };
}

/**
 * The algorithms that a protocol's configuration names, each where it is written: groups, signature schemes, and the key
 * exchange of suites. They are inventoried, and judged through the protocol.
 */
export function protocolParts(protocol: Observation, use: Use, catalog: Catalog): Observation[] {
  if (protocol.asset.kind !== 'protocol') return [];
  const ssh = protocol.asset.type === 'ssh';
  const named: Record<(typeof LISTED)[number], (text: string) => Named | undefined> = {
    groups: (text: string) => groupOf(text, ssh, catalog),
    schemes: (text: string) => schemeOf(text, ssh, catalog) ?? (ssh ? keyOfHost(text, catalog) : undefined),
    suites: (text: string) => exchangeOf(text, catalog),
  };
  const parts = new Map<string, Observation>();
  const add = (what: string, one: Written) => {
    const found = isListed(what) && parts.size < MOST ? named[what](one.text) : undefined;
    if (!found) return;
    const asset = catalog.algorithm(found.spec);
    const place = `${asset.id} ${one.at?.path ?? ''}:${one.at?.line ?? ''}`;
    if (!parts.has(place)) parts.set(place, partOf(protocol, asset, found.purpose, one));
  };
  for (const what of LISTED) for (const one of written(use.parts[what])) add(what, one);
  // A list that is written elsewhere is chosen by the call that sets it.
  for (const { part, slots, ...at } of use.setBy ?? []) for (const { text } of written(slots)) add(part, { text, at });
  const told = new Set([...parts.values()].map(({ evidence }) => JSON.stringify(evidence.location)));
  const open = (use.setBy ?? []).flatMap((set) => openList(protocol, set));
  return [...parts.values(), ...open.filter(({ evidence }) => !told.has(JSON.stringify(evidence.location)))];
}

/** The line that sets a list of which nobody here says what is in it: it decides the protocol, whatever that is. */
function openList(protocol: Observation, { part, slots, ...at }: NonNullable<Use['setBy']>[number]): Observation[] {
  if (protocol.asset.kind !== 'protocol' || isSaid(slots) || !choosesExchange(part, protocol.asset.type)) return [];
  const { evidence, usage } = partOf(protocol, protocol.asset, protocol.usage.purpose, { text: '', at });
  const unknown = [{ what: part, why: reason(slots) }];
  return [
    {
      asset: protocol.asset,
      evidence,
      usage: { ...usage, role: 'decide', agility: 'argument', unknown },
      details: protocol.details?.['rule'] === undefined ? {} : { rule: protocol.details['rule'] },
      partOf: protocol.asset.id,
    },
  ];
}

/** Suites of SSH are ciphers alone. */
function choosesExchange(part: string, protocol: string): boolean {
  return isListed(part) && !(part === 'suites' && protocol === 'ssh');
}

/** A name that nothing declares says no more than an argument. */
function isSaid(slots: Slots): boolean {
  return slots.some((slot) => 'known' in slot || ('list' in slot && slot.list.some(isSaid)));
}

/** Does it set a list that chooses keys or their exchange, whatever is in it? */
export function setsList(use: Use, { type = 'other', exchange }: NonNullable<BookedRule['protocol']>): boolean {
  return LISTED.some((part) => {
    const slots = use.parts[part] ?? [];
    return exchange !== false && choosesExchange(part, type) && slots.length > 0 && !isSaid(slots);
  });
}

function partOf(
  protocol: Observation,
  asset: Observation['asset'],
  purpose: Usage['purpose'],
  { at }: Written,
): Observation {
  const { location, decidedAt: _, excerpt, ...evidence } = protocol.evidence;
  const { unknown: __, ...usage } = protocol.usage;
  const here = location.type === 'file' && (!at || (at.line === location.line && !at.path));
  return {
    asset,
    evidence: {
      ...evidence,
      location: here || location.type !== 'file' ? location : { type: 'file', path: location.path, ...at },
      ...(here && excerpt !== undefined ? { excerpt } : {}),
    },
    usage: { ...usage, purpose, role: 'other' },
    partOf: protocol.asset.id,
  };
}

/** Every text of the slots, lists taken apart, with the place where it stands. */
export function written(slots: Slots | undefined): Written[] {
  return (slots ?? []).flatMap((slot): Written[] => {
    if ('list' in slot) return slot.list.flatMap((item) => written(item));
    // What a library does of itself is chosen by nobody here.
    if ('from' in slot && slot.from === 'library-default') return [];
    const at = 'at' in slot ? slot.at : undefined;
    if ('known' in slot)
      return piecesOf(slot) ?? splitList(String(slot.known)).map((text) => ({ text, ...(at && { at }) }));
    if ('symbol' in slot) return [{ text: slot.symbol.slice(slot.symbol.lastIndexOf('.') + 1), ...(at && { at }) }];
    return [];
  });
}

/** Of a list that was put together the names where each is written, if no name was put together itself. */
function piecesOf({ known, pieces }: KnownSlot): Written[] | undefined {
  const names = pieces?.flatMap(({ text, at }) => splitList(text).map((one): Written => ({ text: one, at })));
  return names?.map(({ text }) => text).join() === splitList(String(known)).join() ? names : undefined;
}

export function groupOf(text: string, ssh: boolean, catalog: Catalog): Named | undefined {
  const curve = ssh ? undefined : catalog.curve(text);
  const spec = ssh
    ? catalog.ssh('kex', text)
    : (catalog.group(text)?.algorithm ?? (curve && { family: 'ecdh', curve: curve.name }));
  return spec && { spec, purpose: 'key-establishment' };
}

export function schemeOf(text: string, ssh: boolean, catalog: Catalog): Named | undefined {
  const spec = ssh ? catalog.ssh('host-key', text) : catalog.signatureScheme(text)?.algorithm;
  return spec && { spec, purpose: 'signature' };
}

/** Libraries name the kinds of host keys by the algorithm as well: `Algorithm::Ed25519`. */
function keyOfHost(text: string, catalog: Catalog): Named | undefined {
  const spec = catalog.spec(text);
  const signs = spec && /^(?:rsa|dsa|ecdsa|eddsa)$/.test(spec.family);
  return signs ? { spec: { primitive: 'signature', ...spec }, purpose: 'signature' } : undefined;
}

/** Suites by a pattern, as Jetty takes them: `TLS_ECDHE_RSA_.*`. */
const PATTERN = /^(?:TLS|SSL)_(ECDHE|ECDH|DHE|DH|RSA)_[\w.*]{0,60}\*\$?$/;

export function exchangeOf(text: string, catalog: Catalog): Named | undefined {
  const [word = ''] = text.split('+');
  const begun = PATTERN.exec(text)?.[1];
  const spec = EXCHANGES[catalog.suite(withoutPrefix(text))?.keyExchange ?? CHOSEN[word] ?? begun ?? ''];
  return spec && { spec, purpose: 'key-establishment' };
}
