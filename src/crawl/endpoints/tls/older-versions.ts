import type { Catalog } from '../../../catalog/catalog.js';
import { ParseError } from '../../../model/index.js';
import { VERSION, versionName } from '../../../parse/wire/tls/constants.js';
import { decodeSslv2ServerHello, encodeSslv2Hello } from '../../../parse/wire/tls/sslv2.js';
import { notApplicable, notSupported, supported, unknown } from '../fact.js';
import { EndpointFailure, failureOf } from '../failure.js';
import { readUntil } from '../read-text.js';
import type { Session } from '../session.js';
import { addChain, schemeFamily } from './certificates.js';
import { noteSuite, type TlsFacts } from './facts.js';
import { noteFlight } from './features.js';
import { type Flight12Result, flight12 } from './flight12.js';
import { type Offers, rareSuites } from './offers.js';
import { isRefusal, refusedFact, refusesVersion } from './refusal.js';

interface Tools {
  readonly session: Session;
  readonly offers: Offers;
  readonly facts: TlsFacts;
  readonly catalog: Catalog;
}

/** TLS 1.2: is it there, its certificate, and every kind of key exchange with its parameters. */
export async function askTls12(tools: Tools): Promise<void> {
  const { session, facts } = tools;
  if (session.left <= 0) return missing(facts, 'TLS 1.2');
  let result = await ask(tools, VERSION.tls12);
  if (result.kind === 'alert' && !refusesVersion(result) && session.left > 0) {
    // Refused for another reason than the version: perhaps the server has rare suites alone.
    const rare = await ask(tools, VERSION.tls12, rareSuites(tools.catalog, 'TLSv1.2'));
    if (rare.kind === 'done') result = rare;
  }
  if (result.kind !== 'done') facts.versions.set('TLSv1.2', refusedVersion(facts, result));
  else if (result.hello.version < VERSION.tls12) {
    facts.versions.set('TLSv1.2', notSupported(`answered with ${versionName(result.hello.version)}`));
  }
  if (result.kind !== 'done') {
    const why = 'no TLS 1.2 or older';
    facts.ecdhe = facts.dhe = facts.staticRsa = isRefusal(result) ? notApplicable(why) : unknown('TLS 1.2 is unknown');
    return;
  }
  const { group } = result.keyExchange;
  facts.ecdhe =
    group === undefined ? unknown('another key exchange was selected') : supported(group, 'ServerKeyExchange');
  await askKeyExchanges(tools);
}

/** DHE and RSA key transport: together first, because most servers of today refuse both at once. */
async function askKeyExchanges(tools: Tools): Promise<void> {
  const { session, offers, facts } = tools;
  if (session.left <= 0) return missing(facts, 'DHE and RSA key exchange');
  const both = await ask(tools, VERSION.tls12, [...offers.dhe, ...offers.staticRsa]);
  noteKeyExchange(facts, offers, both);
  if (both.kind !== 'done') {
    facts.staticRsa = facts.dhe = refusedFact(both, facts.answered);
    return;
  }
  const other = facts.dhe.state === 'supported' ? offers.staticRsa : offers.dhe;
  if (session.left <= 0) return missing(facts, 'DHE and RSA key exchange, each alone');
  const alone = await ask(tools, VERSION.tls12, other);
  noteKeyExchange(facts, offers, alone);
  if (alone.kind === 'done') return;
  const fact = refusedFact(alone, facts.answered);
  if (other === offers.staticRsa) facts.staticRsa = fact;
  else facts.dhe = fact;
}

function noteKeyExchange(facts: TlsFacts, offers: Offers, result: Flight12Result): void {
  if (result.kind !== 'done') return;
  const { hello, keyExchange, incomplete, evidence } = result;
  if (offers.staticRsa.includes(hello.suite)) facts.staticRsa = supported(true, evidence);
  else if (keyExchange.primeBits)
    facts.dhe = supported(keyExchange.primeBits, `prime in ServerKeyExchange, ${evidence}`);
  else facts.dhe = unknown(incomplete?.evidence ?? 'no prime was sent');
}

const OLDER_VERSIONS = [VERSION.tls11, VERSION.tls10, VERSION.ssl3];

/**
 * TLS 1.1, 1.0 and SSLv3. A server takes the highest version it has that is not above the client's, so that one refusal
 * of TLS 1.1 by `protocol_version` says no to all three.
 */
export async function askOlderVersions(tools: Tools, versions: readonly number[]): Promise<void> {
  const { session, facts } = tools;
  for (const version of versions) {
    const name = versionName(version);
    if (facts.versions.has(name)) continue;
    if (session.left <= 0) {
      facts.versions.set(name, unknown('connection budget used up'));
      continue;
    }
    const result = await ask(tools, version);
    if (result.kind === 'done') {
      if (result.hello.version !== version) {
        facts.versions.set(name, notSupported(`answered with ${versionName(result.hello.version)}`));
      }
      continue;
    }
    facts.versions.set(name, refusedVersion(facts, result));
    if (!refusesVersion(result)) continue;
    for (const lower of OLDER_VERSIONS.filter((one) => one < version)) {
      const why = `${name} was refused with protocol_version, and a server takes the highest version it shares`;
      if (!facts.versions.has(versionName(lower))) facts.versions.set(versionName(lower), notSupported(why));
    }
  }
}

/** SSLv2, in its own hello. */
export async function askSslv2({ session, facts }: Tools): Promise<void> {
  if (session.left <= 0) return void facts.versions.set('SSLv2', unknown('connection budget used up'));
  try {
    const channel = await session.open();
    try {
      channel.write(encodeSslv2Hello(new Uint8Array(16).fill(7)));
      const answer = await readUntil(
        channel,
        (all) => all.length >= 2 && all.length >= sslv2Length(all),
        session.answerBy(),
        'SSLv2',
      );
      const { certificate } = decodeSslv2ServerHello(answer);
      facts.versions.set('SSLv2', supported(true, 'SERVER-HELLO'));
      addChain(facts, { certificates: [certificate], version: 'SSLv2' });
    } finally {
      channel.close();
    }
  } catch (error) {
    facts.versions.set('SSLv2', sslv2Refusal(error, facts.answered));
  }
}

function sslv2Length(all: Buffer): number {
  const first = all.readUInt16BE(0);
  return (first & 0x8000) === 0 ? 2 : 2 + (first & 0x7fff);
}

function sslv2Refusal(error: unknown, control: boolean) {
  const answered = error instanceof ParseError && error.reason === 'wrong-protocol';
  if (answered) return notSupported('answered with something else than a SERVER-HELLO');
  const failure =
    error instanceof ParseError ? new EndpointFailure('malformed', error.message) : failureOf(error, 'SSLv2');
  // Closing is the only way to refuse in SSLv2; a reset here is the same, because nothing else was asked.
  const closed = failure.reason === 'reset' && failure.message.includes('closed');
  return closed && control ? notSupported('closed without an answer') : unknown(failure.message);
}

async function ask(tools: Tools, version: number, suites?: readonly number[]): Promise<Flight12Result> {
  const { session, offers, facts, catalog } = tools;
  const { serverName } = session;
  const result = await flight12(
    session,
    {
      version,
      groups: offers.curves12,
      schemes: offers.schemes,
      ...(suites ? { suites } : { compression: version === VERSION.tls12 }),
      ...(serverName ? { serverName } : {}),
    },
    (code) => catalog.suite(code)?.keyExchange ?? '',
  );
  if (result.kind === 'done') note(facts, result);
  return result;
}

function note(facts: TlsFacts, result: Extract<Flight12Result, { kind: 'done' }>): void {
  const version = versionName(result.hello.version);
  facts.answered = true;
  facts.versions.set(version, supported(true, result.evidence));
  noteSuite(facts, version, result.hello.suite);
  if (result.keyExchange.scheme !== undefined) facts.schemes.add(result.keyExchange.scheme);
  noteFlight(facts, result);
  addChain(facts, { certificates: result.chain, version });
  if (result.incomplete) facts.missing.push({ what: `${version} flight`, why: result.incomplete.evidence });
}

/**
 * `protocol_version` is a no, and so is any other alert to a hello with every common suite; but not where the certificate
 * works in TLS 1.3 alone: ML-DSA.
 */
function refusedVersion(facts: TlsFacts, result: Exclude<Flight12Result, { kind: 'done' }>) {
  if (refusesVersion(result)) return refusedFact(result, true);
  if (result.kind === 'failed') return unknown(`${result.reason}: ${result.evidence}`);
  const families = new Set([...facts.schemes].map(schemeFamily));
  const only13 = families.size > 0 && [...families].every((one) => one === 'ML-DSA' || one === 'SLH-DSA');
  if (only13)
    return unknown(
      `${result.evidence}: the certificate works in TLS 1.3 only, so this does not show whether the version is off`,
    );
  return refusedFact(result, facts.answered);
}

function missing(facts: TlsFacts, what: string): void {
  facts.missing.push({ what, why: 'connection budget used up' });
}
