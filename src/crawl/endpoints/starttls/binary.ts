import { ascii, join, printable, uint, vector } from '../../../parse/wire/bytes.js';
import type { Channel } from '../connection.js';
import { EndpointFailure } from '../failure.js';
import { readUntil } from '../read-text.js';
import { answerBy, greetingBy, type Upgrade } from './upgrade.js';

const STARTTLS_OID = ascii('1.3.6.1.4.1.1466.20037');

/** ExtendedRequest with the StartTLS OID (RFC 4511 section 4.14): result code 0 in the answer. */
export async function askLdap(channel: Channel, upgrade: Upgrade): Promise<undefined> {
  const name = join(uint(0x80, 1), vector(1, STARTTLS_OID));
  const request = join(Uint8Array.of(0x02, 0x01, 0x01, 0x77), vector(1, name));
  channel.write(join(uint(0x30, 1), vector(1, request)));
  const answer = await readUntil(channel, berComplete, answerBy(upgrade), 'LDAP StartTLS');
  if (answer[0] !== 0x30) throw new EndpointFailure('wrong-protocol', `not LDAP: ${printable(answer)}`);
  if (!answer.includes(Buffer.from([0x0a, 0x01, 0x00]))) {
    throw new EndpointFailure('unsupported', 'the LDAP server refused StartTLS');
  }
}

function berComplete(all: Buffer): boolean {
  if (all.length < 2) return false;
  if (all[0] !== 0x30) return true;
  const first = all[1] as number;
  if (first < 0x80) return all.length >= 2 + first;
  const size = first & 0x7f;
  return all.length >= 2 + size && all.length >= 2 + size + all.readUIntBE(2, Math.min(size, 4));
}

/** SSLRequest (PostgreSQL protocol 3.0, section "SSL Session Encryption"). */
export async function askPostgres(channel: Channel, upgrade: Upgrade): Promise<undefined> {
  channel.write(join(uint(8, 4), uint(80877103, 4)));
  const answer = await readUntil(channel, (all) => all.length >= 1, answerBy(upgrade), 'PostgreSQL SSLRequest');
  const first = String.fromCharCode(answer[0] ?? 0);
  if (first === 'N') throw new EndpointFailure('unsupported', 'the PostgreSQL server has TLS switched off');
  if (first === 'E') throw new EndpointFailure('unsupported', `the PostgreSQL server failed: ${printable(answer)}`);
  if (first !== 'S') throw new EndpointFailure('wrong-protocol', `not PostgreSQL: ${printable(answer)}`);
  channel.unread(answer.subarray(1));
}

const CLIENT_SSL = 0x0800;

/** Greeting, then SSLRequest with sequence number 1 (MySQL client/server protocol, "Protocol::SSLRequest"). */
export async function askMysql(channel: Channel, upgrade: Upgrade): Promise<undefined> {
  const greeting = await readUntil(channel, mysqlComplete, greetingBy(upgrade), 'MySQL greeting');
  const kind = greeting[4];
  if (kind === 0xff)
    throw new EndpointFailure('refused', `the MySQL server refused: ${printable(greeting.subarray(7), 120)}`);
  if (kind !== 10) throw new EndpointFailure('wrong-protocol', `not MySQL: ${printable(greeting)}`);
  const version = greeting.indexOf(0, 5);
  const capabilities = version > 0 && version + 16 <= greeting.length ? greeting.readUInt16LE(version + 14) : 0;
  if ((capabilities & CLIENT_SSL) === 0) throw new EndpointFailure('unsupported', 'the MySQL server has no TLS');
  const request = Buffer.alloc(36);
  request.writeUIntLE(32, 0, 3);
  request[3] = 1;
  request.writeUInt32LE(0x0000_0200 | 0x0000_8000 | CLIENT_SSL, 4); // PROTOCOL_41, SECURE_CONNECTION, SSL
  request.writeUInt32LE(2 ** 24, 8);
  request[12] = 45; // utf8mb4
  channel.write(request);
}

function mysqlComplete(all: Buffer): boolean {
  if (all.length < 5) return false;
  return ![10, 0xff].includes(all[4] as number) || all.length >= 4 + all.readUIntLE(0, 3);
}

/** X.224 connection request with RDP_NEG_REQ for TLS ([MS-RDPBCGR] section 2.2.1.1). */
export async function askRdp(channel: Channel, upgrade: Upgrade): Promise<undefined> {
  channel.write(Uint8Array.from(Buffer.from('030000130ee000000000000100080003000000', 'hex')));
  const complete = (all: Buffer) => all.length >= 4 && all.length >= Math.max(all.readUInt16BE(2), 5);
  const answer = await readUntil(channel, complete, answerBy(upgrade), 'RDP negotiation');
  if (answer[0] !== 3 || answer[5] !== 0xd0)
    throw new EndpointFailure('wrong-protocol', `not RDP: ${printable(answer)}`);
  if (answer[11] === 2) return undefined;
  throw new EndpointFailure('unsupported', 'the RDP server offers its own encryption only, no TLS');
}
