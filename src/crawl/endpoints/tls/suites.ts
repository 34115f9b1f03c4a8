import type { Catalog } from '../../../catalog/catalog.js';
import { equalBytes } from '../../../parse/wire/bytes.js';
import { VERSION, versionName } from '../../../parse/wire/tls/constants.js';
import { notSupported, supported } from '../fact.js';
import type { Session } from '../session.js';
import { readableGroup } from './certificates.js';
import { probe } from './exchange.js';
import { isSupported, noteFeature, noteSuite, type TlsFacts } from './facts.js';
import { handshake13 } from './handshake.js';
import { hello13, helloBefore13 } from './hellos.js';
import { type Offers, rareSuites, SUITES_13, SUITES_BEFORE_13 } from './offers.js';
import { isRefusal } from './refusal.js';

interface Tools {
  readonly session: Session;
  readonly offers: Offers;
  readonly facts: TlsFacts;
  readonly catalog: Catalog;
}

/** Every cipher suite of every version the server has, in its order of preference. */
export async function askEverySuite(tools: Tools): Promise<void> {
  for (const version of [VERSION.tls13, VERSION.tls12, VERSION.tls11, VERSION.tls10, VERSION.ssl3]) {
    if (isSupported(tools.facts.versions.get(versionName(version)))) await suitesOf(tools, version);
  }
}

async function suitesOf(tools: Tools, version: number): Promise<void> {
  const { session, facts, catalog } = tools;
  const name = versionName(version);
  const found: number[] = [];
  // Common ones first, the rest in a hello of its own: some old servers fail on a very long list.
  const rare = rareSuites(catalog, name);
  const lists = version === VERSION.tls13 ? [SUITES_13] : [[...SUITES_BEFORE_13], rare];
  for (const list of lists) {
    let left = [...list];
    while (left.length > 0) {
      if (session.left <= 0) {
        facts.missing.push({
          what: `further suites of ${name}`,
          why: `connection budget of ${session.budget} used up`,
        });
        return keep(facts, name, found);
      }
      const answer = await probe(session, helloFor(tools, version, left));
      const suite = answer.kind === 'hello' && answer.hello.version === version ? answer.hello.suite : undefined;
      if (suite === undefined || !left.includes(suite)) {
        if (!isRefusal(answer)) facts.missing.push({ what: `further suites of ${name}`, why: answer.evidence });
        break;
      }
      found.push(suite);
      left = left.filter((one) => one !== suite);
    }
  }
  keep(facts, name, found);
  facts.allSuites.add(name);
}

/** What was seen in the order of preference, then what was seen before and not again. */
function keep(facts: TlsFacts, name: string, found: readonly number[]): void {
  const before = facts.suites.get(name) ?? [];
  facts.suites.set(name, []);
  for (const suite of [...found, ...before]) noteSuite(facts, name, suite);
}

function helloFor({ session, offers }: Tools, version: number, suites: readonly number[]) {
  const named = session.serverName ? { serverName: session.serverName } : {};
  if (version === VERSION.tls13) return hello13({ groups: offers.groups, schemes: offers.schemes, suites, ...named });
  return helloBefore13({ version, suites, groups: offers.curves12, schemes: offers.schemes, ...named });
}

/** Which certificate a client gets that sends no name. */
export async function askWithoutName({ session, offers, facts }: Tools): Promise<void> {
  const group = readableGroup(facts);
  const leaf = facts.chains.find(({ version }) => version === 'TLSv1.3')?.certificates[0];
  if (!session.serverName || group === undefined || !leaf || session.left <= 0) return;
  const result = await handshake13(session, { groups: [group], schemes: offers.schemes }, group);
  if (result.kind === 'done') {
    const [other] = result.chain;
    const same = other && facts.chains.some(({ certificates: [one] }) => one && equalBytes(one, other));
    noteFeature(
      facts,
      'hello without server name',
      supported(same ? 'same certificate' : 'other certificate', 'Certificate'),
    );
  } else if (isRefusal(result)) noteFeature(facts, 'hello without server name', notSupported(result.evidence));
}
