import { createHash } from 'node:crypto';
import type { Catalog } from '../../../catalog/catalog.js';
import type { Observation, ProtocolAsset, QuantumStatus } from '../../../model/index.js';
import type { PartName } from '../rules/rule.js';
import type { BookedRule } from '../rules/rule-book.js';
import { contextOf, evidenceOf, type Place } from './evidence.js';
import { reason } from './reason.js';
import { splitList, withoutPrefix } from './setting-texts.js';
import { isOff, type Slot, type Slots, type Use } from './use.js';

const TLS_VERSIONS = ['SSLv2', 'SSLv3', 'TLSv1.0', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];
const TITLES: Readonly<Record<string, string>> = { tls: 'TLS', ssh: 'SSH', dtls: 'DTLS', quic: 'QUIC', ipsec: 'IPsec' };

/** A TLS, SSH ... configuration made in code, as one asset. */
export function finishProtocol(use: Use, rule: BookedRule, place: Place, catalog: Catalog): Observation {
  const type = (rule.protocol?.type ?? 'other') as ProtocolAsset['type'];
  const versions = versionsOf(use);
  const isSuite = (name: string) => catalog.suite(withoutPrefix(name)) !== undefined;
  const isGroup = (name: string) => (catalog.group(name) ?? catalog.curve(name)) !== undefined;
  const means: Partial<Record<PartName, (name: string) => boolean>> = { suites: isSuite, groups: isGroup };
  const cipherSuites = texts(use.parts.suites, isSuite).flatMap(splitList).filter(isName);
  const groups = texts(use.parts.groups, isGroup).flatMap(splitList).filter(isName);
  const asset: Omit<ProtocolAsset, 'id' | 'name'> = {
    kind: 'protocol',
    type,
    side: sideOf(use) ?? rule.protocol?.side ?? 'both',
    versions,
    cipherSuites: cipherSuites.map((one) => catalog.suite(withoutPrefix(one))?.name ?? one),
    groups: groups.map((one) => catalog.group(one)?.name ?? catalog.curve(one)?.name ?? one),
    signatureSchemes: texts(use.parts.schemes).flatMap(splitList),
    groupsFrom: groups.length > 0 ? 'explicit' : 'unknown',
    keyEstablishment: establishment(type, versions, groups, catalog),
  };
  const missing = (['versions', 'minVersion', 'maxVersion', 'suites', 'groups'] as const)
    .filter((name) => use.parts[name] && texts(use.parts[name], means[name]).length === 0)
    .map((name) => ({ what: name, why: reason(use.parts[name]) }));
  const shown = versions.map((one) => one.replace(/^TLSv/, '')).join(', ');
  const end = asset.side === 'both' ? 'peer' : asset.side;
  return {
    asset: {
      ...asset,
      id: `protocol/${type}/${createHash('sha256').update(JSON.stringify(asset)).digest('hex').slice(0, 16)}`,
      name: `${TITLES[type] ?? type.toUpperCase()}${shown ? ` ${shown}` : ''} ${end}`,
    },
    evidence: evidenceOf(use, place, rule.confidence ?? 0.9, firstOfEach(use.parts)),
    usage: {
      purpose: rule.purpose ?? 'transport',
      role: rule.role ?? 'configure',
      context: contextOf(use, place),
      agility: missing.length > 0 ? 'argument' : 'literal',
      library: rule.library,
      language: place.language,
      ...(missing.length > 0 ? { unknown: missing } : {}),
      ...(use.hints.length > 0 ? { hints: use.hints } : {}),
    },
    details: {
      rule: rule.id,
      ...listDetails(use),
      ...(asset.side !== 'server' && isOff(use.parts.verification) ? { verification: false } : {}),
    },
  };
}

/** Where a list of the protocol is written, for the change that concerns it. */
function listDetails({ lists = {} }: Use): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(lists).flatMap(([name, { line, excerpt }]) => [
      [`${name}Line`, line],
      [`${name}Before`, excerpt],
    ]),
  );
}

function firstOfEach(parts: Use['parts']): Partial<Record<PartName, Slot>> {
  return Object.fromEntries(Object.entries(parts).flatMap(([name, [slot]]) => (slot ? [[name, slot]] : [])));
}

/** An object that goes into the configuration may tell which end it is for. */
function sideOf({ parts: { side } }: Use): ProtocolAsset['side'] {
  const named = texts(side);
  return named.length === 1 && (named[0] === 'client' || named[0] === 'server') ? named[0] : undefined;
}

function versionsOf(use: Use): string[] {
  const named = texts(use.parts.versions)
    .flatMap(splitList)
    .flatMap((one) => tlsVersion(one) ?? []);
  const least = texts(use.parts.minVersion).flatMap((one) => tlsVersion(one) ?? [])[0];
  const most = texts(use.parts.maxVersion).flatMap((one) => tlsVersion(one) ?? [])[0];
  if (!least && !most) return TLS_VERSIONS.filter((one) => named.includes(one));
  const from = TLS_VERSIONS.indexOf(least ?? (named[0] as string) ?? 'TLSv1.2');
  const to = TLS_VERSIONS.indexOf(most ?? 'TLSv1.3');
  return TLS_VERSIONS.slice(Math.max(from, 0), to + 1);
}

/** Any spelling: `TLSv1_2`, `VersionTLS12`, `Tls12`, `PROTOCOL_TLSv1_2`, `TLS1_2_VERSION`, `0x0303`. A bare `TLS` names none. */
export function tlsVersion(text: string): string | undefined {
  const code = { '768': 'SSLv3', '769': 'TLSv1.0', '770': 'TLSv1.1', '771': 'TLSv1.2', '772': 'TLSv1.3' }[text];
  if (code) return code;
  const match = /(ssl|tls)[\s_.v-]*([123])(?:[\s_.]?([0123])(?!\d))?/i.exec(text);
  if (!match) return undefined;
  const [, kind, major, minor] = match;
  if (kind?.toLowerCase() === 'ssl') return major === '2' ? 'SSLv2' : major === '3' ? 'SSLv3' : undefined;
  return major === '1' ? `TLSv1.${minor ?? 0}` : undefined;
}

/** A list in C ends with zero. */
function isName(text: string): boolean {
  return text !== '0' && text !== 'MBEDTLS_ECP_DP_NONE';
}

/** @param means whether a name that nothing declares is known to the catalogue; others are what a call gave */
function texts(slots: Slots | undefined, means: (name: string) => boolean = () => true): string[] {
  return (slots ?? []).flatMap((slot): string[] => {
    if ('known' in slot) return [String(slot.known)];
    if ('symbol' in slot) return [slot.symbol.slice(slot.symbol.lastIndexOf('.') + 1)].filter(means);
    return 'list' in slot ? slot.list.flatMap((item) => texts(item, means)) : [];
  });
}

/** Does the named key establishment resist a quantum computer? TLS below 1.3 has no such group. */
function establishment(
  type: ProtocolAsset['type'],
  versions: readonly string[],
  groups: readonly string[],
  catalog: Catalog,
): ProtocolAsset['keyEstablishment'] {
  if (type === 'tls' && versions.length > 0 && !versions.includes('TLSv1.3')) return 'classical-only';
  if (groups.length === 0) return 'unknown';
  const safe = groups.map((one) => resists(one, type, catalog));
  if (safe.every((one) => one === true)) return 'quantum-safe';
  if (safe[0] === true) return 'quantum-safe-preferred';
  if (safe.includes(true)) return 'quantum-safe-offered';
  return safe.includes(undefined) ? 'unknown' : 'classical-only';
}

function resists(name: string, type: ProtocolAsset['type'], catalog: Catalog): boolean | undefined {
  const spec = type === 'ssh' ? catalog.ssh('kex', name) : catalog.group(name)?.algorithm;
  const status: QuantumStatus | undefined = spec ? catalog.algorithm(spec).quantum : catalog.named(name)?.quantum;
  if (status === undefined) return catalog.curve(name) ? false : undefined;
  if (status === 'quantum-vulnerable') return false;
  return ['quantum-safe', 'quantum-safe-hybrid', 'quantum-safe-not-standardised'].includes(status) ? true : undefined;
}
