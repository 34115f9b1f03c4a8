/** Protocols that can be asked for an upgrade to TLS. */
export type Starttls =
  | 'smtp'
  | 'lmtp'
  | 'imap'
  | 'pop3'
  | 'ftp'
  | 'xmpp'
  | 'xmpp-server'
  | 'ldap'
  | 'nntp'
  | 'sieve'
  | 'postgres'
  | 'mysql'
  | 'mssql'
  | 'rdp'
  | 'irc';

export type WireProtocol = 'tls' | 'ssh' | 'ike' | 'quic' | 'dtls' | 'wireguard' | 'openvpn';

export interface Scheme {
  readonly protocol: WireProtocol;
  readonly port: number;
  readonly starttls?: Starttls;
  /** Offered in ALPN; only where the protocol has registered names that servers expect (IANA TLS ALPN). */
  readonly alpn?: readonly string[];
}

const WEB = ['h2', 'http/1.1'];

/** URL schemes and their default ports (IANA Service Name and Port Number registry). */
export const SCHEMES: Readonly<Record<string, Scheme>> = {
  tls: { protocol: 'tls', port: 443, alpn: WEB },
  https: { protocol: 'tls', port: 443, alpn: WEB },
  wss: { protocol: 'tls', port: 443, alpn: ['http/1.1'] },
  smtp: { protocol: 'tls', port: 25, starttls: 'smtp' },
  submission: { protocol: 'tls', port: 587, starttls: 'smtp' },
  smtps: { protocol: 'tls', port: 465 },
  lmtp: { protocol: 'tls', port: 24, starttls: 'lmtp' },
  imap: { protocol: 'tls', port: 143, starttls: 'imap' },
  imaps: { protocol: 'tls', port: 993 },
  pop3: { protocol: 'tls', port: 110, starttls: 'pop3' },
  pop3s: { protocol: 'tls', port: 995 },
  ftp: { protocol: 'tls', port: 21, starttls: 'ftp' },
  ftps: { protocol: 'tls', port: 990 },
  xmpp: { protocol: 'tls', port: 5222, starttls: 'xmpp' },
  'xmpp-server': { protocol: 'tls', port: 5269, starttls: 'xmpp-server' },
  ldap: { protocol: 'tls', port: 389, starttls: 'ldap' },
  ldaps: { protocol: 'tls', port: 636 },
  nntp: { protocol: 'tls', port: 119, starttls: 'nntp' },
  nntps: { protocol: 'tls', port: 563 },
  sieve: { protocol: 'tls', port: 4190, starttls: 'sieve' },
  postgres: { protocol: 'tls', port: 5432, starttls: 'postgres' },
  postgresql: { protocol: 'tls', port: 5432, starttls: 'postgres' },
  mysql: { protocol: 'tls', port: 3306, starttls: 'mysql' },
  mariadb: { protocol: 'tls', port: 3306, starttls: 'mysql' },
  mssql: { protocol: 'tls', port: 1433, starttls: 'mssql' },
  rdp: { protocol: 'tls', port: 3389, starttls: 'rdp' },
  irc: { protocol: 'tls', port: 6667, starttls: 'irc' },
  ircs: { protocol: 'tls', port: 6697 },
  mqtts: { protocol: 'tls', port: 8883 },
  amqps: { protocol: 'tls', port: 5671 },
  rediss: { protocol: 'tls', port: 6380 },
  dot: { protocol: 'tls', port: 853, alpn: ['dot'] },
  ssh: { protocol: 'ssh', port: 22 },
  sftp: { protocol: 'ssh', port: 22 },
  ike: { protocol: 'ike', port: 500 },
  ikev2: { protocol: 'ike', port: 500 },
  quic: { protocol: 'quic', port: 443, alpn: ['h3'] },
  h3: { protocol: 'quic', port: 443, alpn: ['h3'] },
  doq: { protocol: 'quic', port: 853, alpn: ['doq'] },
  dtls: { protocol: 'dtls', port: 4433 },
  wireguard: { protocol: 'wireguard', port: 51820 },
  openvpn: { protocol: 'openvpn', port: 1194 },
};

/** What a bare `host:port` is taken for. Any other port: TLS. */
export const PORT_SCHEMES: Readonly<Record<number, string>> = {
  21: 'ftp',
  22: 'ssh',
  24: 'lmtp',
  25: 'smtp',
  110: 'pop3',
  119: 'nntp',
  143: 'imap',
  389: 'ldap',
  465: 'smtps',
  500: 'ike',
  563: 'nntps',
  587: 'submission',
  636: 'ldaps',
  853: 'dot',
  990: 'ftps',
  993: 'imaps',
  995: 'pop3s',
  1433: 'mssql',
  3306: 'mysql',
  3389: 'rdp',
  4190: 'sieve',
  5222: 'xmpp',
  5269: 'xmpp-server',
  5432: 'postgres',
  6667: 'irc',
};
