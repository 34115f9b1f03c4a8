import { ascii, printable } from '../../../parse/wire/bytes.js';
import type { Channel } from '../connection.js';
import { EndpointFailure } from '../failure.js';
import { readText } from '../read-text.js';
import { answerBy, greetingBy, type Upgrade } from './upgrade.js';

/** RFC 3207; LMTP: RFC 2033. */
export async function askSmtp(channel: Channel, upgrade: Upgrade, hello: 'EHLO' | 'LHLO'): Promise<undefined> {
  const greeting = await readText(channel, lastLine(/^\d{3} /), greetingBy(upgrade), 'SMTP greeting');
  expect(greeting, /^220/, 'SMTP');
  const features = await say(channel, `${hello} qday.invalid`, lastLine(/^\d{3} /), upgrade, 'EHLO');
  offered(features, /^250[ -]STARTTLS\b/im, 'SMTP');
  accepted(await say(channel, 'STARTTLS', lastLine(/^\d{3} /), upgrade, 'STARTTLS'), /^220/, 'SMTP');
}

/** RFC 9051 section 6.2.1. */
export async function askImap(channel: Channel, upgrade: Upgrade): Promise<undefined> {
  expect(await readText(channel, anyLine, greetingBy(upgrade), 'IMAP greeting'), /^\* (OK|PREAUTH)/i, 'IMAP');
  accepted(await say(channel, 'a1 STARTTLS', lastLine(/^a1 /i), upgrade, 'STARTTLS'), /^a1 OK/im, 'IMAP');
}

/** RFC 2595 section 4. */
export async function askPop3(channel: Channel, upgrade: Upgrade): Promise<undefined> {
  expect(await readText(channel, anyLine, greetingBy(upgrade), 'POP3 greeting'), /^\+OK/, 'POP3');
  accepted(await say(channel, 'STLS', anyLine, upgrade, 'STLS'), /^\+OK/, 'POP3');
}

/** RFC 4217 section 4. */
export async function askFtp(channel: Channel, upgrade: Upgrade): Promise<undefined> {
  expect(await readText(channel, lastLine(/^\d{3} /), greetingBy(upgrade), 'FTP greeting'), /^220/, 'FTP');
  accepted(await say(channel, 'AUTH TLS', lastLine(/^\d{3} /), upgrade, 'AUTH TLS'), /^(234|334)/, 'FTP');
}

/** RFC 4642 section 2.2. */
export async function askNntp(channel: Channel, upgrade: Upgrade): Promise<undefined> {
  expect(await readText(channel, anyLine, greetingBy(upgrade), 'NNTP greeting'), /^20[01]/, 'NNTP');
  accepted(await say(channel, 'STARTTLS', anyLine, upgrade, 'STARTTLS'), /^382/, 'NNTP');
}

/** RFC 5804 section 2.2. */
export async function askSieve(channel: Channel, upgrade: Upgrade): Promise<undefined> {
  const features = await readText(channel, lastLine(/^(OK|NO|BYE)\b/i), greetingBy(upgrade), 'Sieve greeting');
  offered(features, /^"STARTTLS"/im, 'Sieve');
  accepted(await say(channel, 'STARTTLS', lastLine(/^(OK|NO|BYE)\b/i), upgrade, 'STARTTLS'), /^OK/im, 'Sieve');
}

/** The `tls` capability of IRCv3. */
export async function askIrc(channel: Channel, upgrade: Upgrade): Promise<undefined> {
  const done = (text: string) => / (670|691|421|451) /.test(text);
  accepted(await say(channel, 'STARTTLS', done, upgrade, 'STARTTLS'), / 670 /, 'IRC');
}

/** RFC 6120 section 5.4. */
export async function askXmpp(channel: Channel, upgrade: Upgrade, namespace: string): Promise<undefined> {
  const open = `<?xml version='1.0'?><stream:stream xmlns='${namespace}' xmlns:stream='http://etherx.jabber.org/streams' to='${upgrade.host}' version='1.0'>`;
  const done = (text: string) =>
    /<\/stream:features>|<stream:features\s*\/>|<stream:error|<\/stream:stream>/.test(text);
  channel.write(ascii(open));
  const features = await readText(channel, done, greetingBy(upgrade), 'XMPP stream');
  const ended = /<stream:error>.*?<text[^>]*>([^<]{1,200})/s.exec(features)?.[1];
  if (ended) throw new EndpointFailure('unsupported', `the XMPP server ended the stream: ${shown(ended)}`);
  offered(features, /urn:ietf:params:xml:ns:xmpp-tls/, 'XMPP');
  channel.write(ascii("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"));
  const proceed = (text: string) => /<proceed[^>]*>|<failure/.test(text);
  accepted(await readText(channel, proceed, answerBy(upgrade), 'XMPP STARTTLS'), /<proceed/, 'XMPP');
}

async function say(
  channel: Channel,
  line: string,
  done: (text: string) => boolean,
  upgrade: Upgrade,
  what: string,
): Promise<string> {
  channel.write(ascii(`${line}\r\n`));
  return readText(channel, done, answerBy(upgrade), what);
}

function anyLine(text: string): boolean {
  return text.endsWith('\n');
}

/** Complete when the last line is there and is a final one; or at once when it cannot be this protocol. */
function lastLine(final: RegExp): (text: string) => boolean {
  const numbered = final.test('220 ');
  return (text) => {
    if (numbered && text.length >= 4 && !/^\d{3}[ -]/.test(text)) return true;
    return anyLine(text) && final.test(text.trimEnd().split('\n').at(-1) ?? '');
  };
}

function expect(text: string, pattern: RegExp, protocol: string): void {
  if (!pattern.test(text)) throw new EndpointFailure('wrong-protocol', `not ${protocol}: ${shown(text)}`);
}

function offered(text: string, pattern: RegExp, protocol: string): void {
  if (!pattern.test(text)) throw new EndpointFailure('unsupported', `the ${protocol} server offers no upgrade to TLS`);
}

/** The last line is the answer; greetings and notices may stand before it. */
function accepted(text: string, pattern: RegExp, protocol: string): void {
  if (pattern.test(text)) return;
  const last = text.trimEnd().split('\n').at(-1) ?? '';
  throw new EndpointFailure('unsupported', `the ${protocol} server refused TLS: ${shown(last)}`);
}

function shown(text: string): string {
  return printable(ascii(text));
}
