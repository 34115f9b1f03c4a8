import { VERSION, versionName } from '../../../parse/wire/tls/constants.js';
import { notApplicable, notSupported, supported, unknown } from '../fact.js';
import type { Session } from '../session.js';
import { type Answer, probe } from './exchange.js';
import { noteFeature, noteSuite, type TlsFacts } from './facts.js';
import { browserHello } from './hellos.js';
import { keyAgreement } from './key-agreement.js';
import type { Offers } from './offers.js';

/**
 * What a browser would get, and whether its large hello comes through. A large hello that fails where the same questions
 * in a small one are answered is intolerance: asked twice before it is said, and told from intolerance of GREASE.
 * @returns the answer that decides what else is to be asked
 */
export async function askAsBrowser(session: Session, offers: Offers, facts: TlsFacts): Promise<Answer> {
  const large = await ask(session, offers, 'large');
  if (large.kind === 'hello') return noteHello(facts, large);
  if (large.kind === 'failed' && !['timeout', 'reset'].includes(large.reason)) return large;
  const small = await ask(session, offers, 'small');
  if (small.kind !== 'hello') {
    facts.largeHello = unknown('a small hello with the same offers is not answered either');
    return small;
  }
  const again = await ask(session, offers, 'large');
  if (again.kind === 'hello') return noteHello(facts, again);
  noteHello(facts, small, false);
  const greased = await ask(session, offers, 'small with GREASE');
  const size = `a hello of 1.8 kB: ${again.evidence}; one of 0.4 kB is answered`;
  if (greased.kind === 'hello') {
    noteFeature(facts, 'GREASE', supported(true, greased.evidence));
    facts.largeHello = notSupported(size);
  } else {
    // RFC 8701: unknown values must be ignored. The size was not what it failed on, or not the only thing.
    noteFeature(
      facts,
      'GREASE',
      notSupported(`a small hello with GREASE: ${greased.evidence}; one without is answered`),
    );
    facts.largeHello = unknown('a small hello fails as well as soon as it carries GREASE');
  }
  return small;
}

async function ask(session: Session, offers: Offers, kind: 'large' | 'small' | 'small with GREASE'): Promise<Answer> {
  const share = (await keyAgreement(0x1d))?.share ?? new Uint8Array(32);
  const hello = browserHello({
    schemes: offers.schemes,
    share,
    large: kind === 'large',
    grease: kind !== 'small',
    ...(session.serverName ? { serverName: session.serverName } : {}),
  });
  return probe(session, hello);
}

function noteHello(facts: TlsFacts, answer: Extract<Answer, { kind: 'hello' }>, large = true): Answer {
  const { hello, evidence } = answer;
  facts.answered = true;
  facts.versions.set(versionName(hello.version), supported(true, evidence));
  if (!hello.retry) noteSuite(facts, versionName(hello.version), hello.suite);
  if (large) {
    facts.largeHello = supported(true, evidence);
    noteFeature(facts, 'GREASE', supported(true, evidence));
  }
  if (hello.version === VERSION.tls13 && hello.group !== undefined) {
    facts.browser = supported(hello.group, evidence);
    facts.groups.set(hello.group, supported(true, evidence));
  } else {
    facts.browser = notApplicable('the server selects TLS 1.2, which has no hybrid groups');
    facts.versions.set('TLSv1.3', notSupported(`offered with TLS 1.2, which was selected: ${evidence}`));
  }
  return answer;
}
