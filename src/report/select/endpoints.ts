import { groupBy } from '../../basics/groups.js';
import { compare } from '../../basics/order.js';
import type { CertificateAsset, EndpointFact, Occurrence, ProtocolAsset } from '../../model/index.js';
import type { FindingView, View } from './view.js';
import { plural } from './words.js';

/** One live endpoint, as an operator wants to read it. */
export interface EndpointView {
  readonly url: string;
  readonly protocol: ProtocolAsset;
  /** The state of its key establishment, in a few words. */
  readonly state: string;
  readonly safe: 'yes' | 'partly' | 'no' | 'unknown';
  /** Label and text, in the order in which they are printed. */
  readonly rows: readonly (readonly [label: string, text: string])[];
  readonly facts: readonly EndpointFact[];
  readonly findings: readonly FindingView[];
}

/** Every endpoint that answered, by its URL. */
export function endpoints(view: View): readonly EndpointView[] {
  const places = groupBy(
    view.report.occurrences.filter(({ evidence }) => evidence.location.type === 'endpoint'),
    ({ evidence }) => (evidence.location.type === 'endpoint' ? evidence.location.endpoint : ''),
  );
  const open = groupBy(view.open, ({ place }) => place.name);
  return [...places]
    .flatMap(([url, seen]) => endpointOf(url, seen, open.get(url) ?? [], view) ?? [])
    .sort((a, b) => compare(a.url, b.url));
}

function endpointOf(
  url: string,
  seen: readonly Occurrence[],
  findings: readonly FindingView[],
  view: View,
): EndpointView | undefined {
  for (const occurrence of seen) {
    const protocol = view.asset(occurrence.asset);
    if (protocol?.kind !== 'protocol') continue;
    const facts = occurrence.facts ?? [];
    const rows: [string, string][] = [
      ['protocol', versionsText(protocol, facts)],
      ['key exchange', keyExchangeText(protocol, occurrence)],
      ...rowOf('before TLS 1.3', olderText(facts)),
      ...certificates(seen, view).map((one): [string, string] => ['certificate', certificateText(one, view)]),
      ...keysText(seen, view),
      ...rowOf('also', alsoText(facts)),
      ...rowOf('recorded today', recordedText(protocol, occurrence)),
      ...rowOf('not known', (occurrence.usage.unknown ?? []).map(({ what, why }) => `${what} (${why})`).join('; ')),
    ];
    const [safe, state] = STATES[protocol.keyEstablishment];
    return { url, protocol, state, safe, rows: rows.filter(([, text]) => text !== ''), facts, findings };
  }
  return undefined;
}

function rowOf(label: string, text: string): [string, string][] {
  return text === '' ? [] : [[label, text]];
}

const STATES: Readonly<Record<ProtocolAsset['keyEstablishment'], readonly [EndpointView['safe'], string]>> = {
  'quantum-safe': ['yes', 'quantum-safe only'],
  'quantum-safe-preferred': ['yes', 'quantum-safe preferred'],
  'quantum-safe-offered': ['partly', 'quantum-safe offered, classical preferred'],
  'classical-only': ['no', 'classical only'],
  unknown: ['unknown', 'key exchange not determined'],
};

function versionsText({ versions }: ProtocolAsset, facts: readonly EndpointFact[]): string {
  const off = facts.filter(({ about, state }) => about === 'version' && state === 'not-supported');
  const names = off.flatMap((one) => one.names ?? []);
  return `${versions.join(', ') || 'version not determined'}${names.length > 0 ? `; refused: ${names.join(', ')}` : ''}`;
}

const PREFERENCE: Readonly<Record<string, string>> = {
  server: "the server's order decides",
  client: "the client's order decides",
  mixed: "the server's order decides between its tuples of groups, the client's within one",
};

function keyExchangeText({ type, groups }: ProtocolAsset, { details }: Occurrence): string {
  const parts = [groups.join(' > ') || 'no group seen'];
  const preference = PREFERENCE[String(details?.['groupPreference'])];
  if (preference && groups.length > 1) parts.push(preference);
  const browser = details?.['browserNegotiates'];
  if (typeof browser === 'string' && type !== 'ssh' && type !== 'ike') {
    parts.push(/^(not-supported|not-applicable|unknown)/.test(browser) ? '' : `a browser gets ${browser}`);
  }
  if (details?.['indication']) parts.push(`sign of ${details['indication']}`);
  return parts.filter(Boolean).join('; ');
}

/** What the versions before TLS 1.3 do. */
function olderText(facts: readonly EndpointFact[]): string {
  const of = (about: string) => facts.find((one) => one.about === about);
  const parts = [
    ['ECDHE before TLS 1.3', 'ECDHE'],
    ['DHE before TLS 1.3', 'DHE'],
  ].flatMap(([about = '', name]) => {
    const fact = of(about);
    return fact?.state === 'supported' ? [`${name} ${fact.value ?? ''}`.trim()] : [];
  });
  if (of('RSA key transport')?.state === 'supported') parts.push('RSA key transport (no forward secrecy)');
  return parts.join(', ');
}

function certificates(seen: readonly Occurrence[], view: View): CertificateAsset[] {
  const uses = seen.flatMap(({ references = [] }) => references.filter(({ relation }) => relation === 'uses'));
  return uses.flatMap(({ value }) => {
    const asset = view.asset(value);
    return asset?.kind === 'certificate' ? [asset] : [];
  });
}

function certificateText(one: CertificateAsset, view: View): string {
  const until = one.notAfter?.slice(0, 10);
  const left = until ? daysBetween(view.report.today, until) : undefined;
  const time = left === undefined ? '' : left < 0 ? `, expired ${until}` : `, until ${until} (${plural(left, 'day')})`;
  const issuer = one.selfSigned ? 'self-signed' : `issued by ${one.issuer}`;
  const signed = one.signature ? `, signed with ${one.signature.name}` : '';
  return `${one.subject || one.name}: ${one.publicKey?.name ?? 'key of a kind that is not known'}, ${issuer}${signed}${time}`;
}

function daysBetween(from: string, to: string): number {
  return Math.floor((Date.parse(to) - Date.parse(from.slice(0, 10))) / 86_400_000);
}

/** Host keys of SSH. */
function keysText(seen: readonly Occurrence[], view: View): [string, string][] {
  const keys = seen.flatMap(({ asset }) => {
    const key = view.asset(asset);
    if (key?.kind !== 'related-crypto-material') return [];
    return [`${key.algorithm?.name ?? key.name}${key.fingerprint ? ` ${key.fingerprint}` : ''}`];
  });
  return [...new Set(keys)].map((text) => ['host key', text]);
}

const ALSO = [
  'ALPN',
  'session ticket',
  'resumption in TLS 1.3',
  'early data',
  'OCSP staple',
  'certificate timestamps',
  'client certificate asked for',
  'compression',
];

/** What is worth a word: what is on, and what should be on and is off. */
function alsoText(facts: readonly EndpointFact[]): string {
  const on = facts.filter(({ about, state }) => ALSO.includes(about) && state === 'supported');
  const off = facts.filter(
    ({ about, state }) =>
      ['extended master secret', 'secure renegotiation', 'large hello'].includes(about) && state === 'not-supported',
  );
  return [
    ...on.map(({ about, value }) => (value ? `${about} ${value}` : about)),
    ...off.map(({ about }) => `no ${about}`),
  ].join(', ');
}

/** What someone who records the traffic of today can do with it. */
function recordedText({ keyEstablishment, versions }: ProtocolAsset, { usage, details }: Occurrence): string {
  const rsa = details?.['staticRsa'] === 'supported' || usage.forwardSecrecy === false;
  const alone = rsa
    ? '; where a client picks RSA key transport, the private key of the certificate alone opens it'
    : '';
  const before = versions.some((one) => /^(TLSv1\.[0-2]|SSLv)/.test(one)) ? ', and every session before TLS 1.3,' : '';
  switch (keyEstablishment) {
    case 'classical-only':
      return `every session can be read once a quantum computer exists${alone}`;
    case 'quantum-safe-offered':
      return `sessions that take a classical group can be read later, and the server prefers one${alone}`;
    case 'quantum-safe-preferred':
      return `safe where the client has the quantum-safe method too; sessions of other clients${before} can be read later${alone}`;
    case 'quantum-safe':
      return 'safe against a later quantum computer';
    default:
      return '';
  }
}
