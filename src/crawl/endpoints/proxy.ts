import { isIP } from 'node:net';
import { UserError } from '../../model/index.js';
import { ascii, join, uint, vector } from '../../parse/wire/bytes.js';
import { Connection } from './connection.js';
import { EndpointFailure } from './failure.js';
import { readText, readUntil } from './read-text.js';

/** A proxy as given by the user. */
export interface Proxy {
  readonly kind: 'http' | 'socks5';
  readonly host: string;
  readonly port: number;
  readonly user?: string;
  readonly password?: string;
}

/** @throws UserError */
export function parseProxy(text: string): Proxy {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new UserError('proxy: expected http://host:port or socks5://host:port');
  }
  const kind = url.protocol === 'http:' ? 'http' : /^socks5h?:$/.test(url.protocol) ? 'socks5' : undefined;
  if (!kind || !url.hostname) throw new UserError('proxy: expected http://host:port or socks5://host:port');
  const port = url.port ? Number(url.port) : kind === 'http' ? 80 : 1080;
  const credentials = url.username
    ? { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }
    : {};
  return { kind, host: url.hostname.replace(/^\[|\]$/g, ''), port, ...credentials };
}

/**
 * A connection to `host` through the proxy, which resolves the name.
 * @throws EndpointFailure with the proxy's reason
 */
export async function openThroughProxy(proxy: Proxy, host: string, port: number, timeout: number): Promise<Connection> {
  const deadline = Date.now() + timeout;
  const connection = await Connection.open(proxy.host, proxy.port, timeout);
  try {
    if (proxy.kind === 'http') await connectTunnel(connection, proxy, host, port, deadline);
    else await socks5(connection, proxy, host, port, deadline);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** RFC 9110 section 9.3.6. */
async function connectTunnel(connection: Connection, proxy: Proxy, host: string, port: number, deadline: number) {
  const authority = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
  const basic = proxy.user
    ? `Proxy-Authorization: Basic ${Buffer.from(`${proxy.user}:${proxy.password ?? ''}`).toString('base64')}\r\n`
    : '';
  connection.write(ascii(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${basic}\r\n`));
  const answer = await readText(connection, (text) => text.includes('\r\n\r\n'), deadline, 'proxy');
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1];
  if (status !== '200')
    throw new EndpointFailure('refused', `the proxy answered ${status ?? 'something else than HTTP'}`);
  connection.unread(ascii(answer.slice(answer.indexOf('\r\n\r\n') + 4)));
}

/** RFC 1928, RFC 1929. */
async function socks5(connection: Connection, proxy: Proxy, host: string, port: number, deadline: number) {
  const methods = proxy.user ? [0, 2] : [0];
  connection.write(Uint8Array.of(5, methods.length, ...methods));
  const chosen = await readUntil(connection, (all) => all.length >= 2, deadline, 'proxy');
  if (chosen[0] !== 5) throw new EndpointFailure('wrong-protocol', 'the proxy speaks no SOCKS 5');
  if (chosen[1] === 2 && proxy.user) {
    connection.write(join(uint(1, 1), vector(1, ascii(proxy.user)), vector(1, ascii(proxy.password ?? ''))));
    const granted = await readUntil(connection, (all) => all.length >= 2, deadline, 'proxy');
    if (granted[1] !== 0) throw new EndpointFailure('refused', 'the proxy refused the credentials');
  } else if (chosen[1] !== 0) throw new EndpointFailure('refused', 'the proxy wants another authentication');
  connection.write(join(Uint8Array.of(5, 1, 0), socksAddress(host), uint(port, 2)));
  const answer = await readUntil(
    connection,
    (all) => all.length >= 5 && all.length >= socksLength(all),
    deadline,
    'proxy',
  );
  if (answer[1] !== 0) throw socksFailure(answer[1] ?? 1);
  connection.unread(answer.subarray(socksLength(answer)));
}

function socksAddress(host: string): Uint8Array {
  if (isIP(host) === 4) return Uint8Array.of(1, ...host.split('.').map(Number));
  return join(uint(3, 1), vector(1, ascii(host)));
}

function socksLength(answer: Buffer): number {
  const kind = answer[3];
  return 6 + (kind === 1 ? 4 : kind === 4 ? 16 : 1 + (answer[4] ?? 0));
}

function socksFailure(code: number): EndpointFailure {
  if (code === 5) return new EndpointFailure('refused', 'the proxy was refused by the host');
  if (code === 3 || code === 4) return new EndpointFailure('unreachable', 'the proxy cannot reach the host');
  return new EndpointFailure('refused', `the proxy failed with SOCKS reply ${code}`);
}
