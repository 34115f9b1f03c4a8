import type { Channel } from '../connection.js';
import type { Starttls } from '../schemes.js';
import { askLdap, askMysql, askPostgres, askRdp } from './binary.js';
import { askMssql } from './mssql.js';
import { askFtp, askImap, askIrc, askNntp, askPop3, askSieve, askSmtp, askXmpp } from './text.js';
import type { Upgrade } from './upgrade.js';

/** A dialogue: after it, the next bytes are TLS. */
type Ask = (channel: Channel, upgrade: Upgrade) => Promise<Channel | undefined>;

const ASK: Readonly<Record<Starttls, Ask>> = {
  smtp: (channel, upgrade) => askSmtp(channel, upgrade, 'EHLO'),
  lmtp: (channel, upgrade) => askSmtp(channel, upgrade, 'LHLO'),
  imap: askImap,
  pop3: askPop3,
  ftp: askFtp,
  nntp: askNntp,
  sieve: askSieve,
  irc: askIrc,
  xmpp: (channel, upgrade) => askXmpp(channel, upgrade, 'jabber:client'),
  'xmpp-server': (channel, upgrade) => askXmpp(channel, upgrade, 'jabber:server'),
  ldap: askLdap,
  postgres: askPostgres,
  mysql: askMysql,
  mssql: askMssql,
  rdp: askRdp,
};

/**
 * Brings a connection to the point where TLS begins.
 * @throws EndpointFailure: `unsupported` when the server says it has no TLS, else the reason of the network
 */
export async function startTls(kind: Starttls, channel: Channel, upgrade: Upgrade): Promise<Channel> {
  return (await ASK[kind](channel, upgrade)) ?? channel;
}
