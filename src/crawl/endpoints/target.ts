import { isIPv4, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';
import { type Exposure, UserError } from '../../model/index.js';
import { PORT_SCHEMES, SCHEMES, type Scheme } from './schemes.js';

/** What the owner of a target says about it, from a targets file. */
export interface TargetLabels {
  readonly owner?: string;
  readonly dataClass?: string;
  readonly exposure?: Extract<Exposure, 'internet' | 'partner' | 'internal'>;
}

/** One endpoint to examine. */
export interface EndpointTarget {
  /** `tls://example.com:443`: what every output shows. */
  readonly url: string;
  readonly scheme: Scheme & { readonly name: string };
  /** ASCII name, or an address without brackets. */
  readonly host: string;
  readonly port: number;
  readonly labels?: TargetLabels;
  readonly declaredAt?: { readonly path: string; readonly line: number };
}

/** Is this text an endpoint, by its form alone? `name:443`, `[::1]:443`, `ssh://name`. A path never is. */
export function isEndpoint(text: string): boolean {
  const scheme = /^([a-z][a-z0-9-]*):\/\//i.exec(text)?.[1];
  if (scheme) return SCHEMES[scheme.toLowerCase()] !== undefined;
  if (/[\\/\s]/.test(text)) return false;
  return /^\[[0-9a-f:.]+\](:\d{1,5})?$/i.test(text) || /^[^:]+:\d{1,5}$/.test(text) || isIPv4(text) || isIPv6(text);
}

/**
 * Reads one target: a URL of a known scheme, `host`, `host:port`, an IPv4 or IPv6 address. Without a scheme the port
 * decides, and TLS on 443 is the default.
 * @throws UserError naming what is wrong
 */
export function parseTarget(text: string): EndpointTarget {
  const match = /^(?:([a-z][a-z0-9-]*):\/\/)?(.+?)\/?$/i.exec(text.trim());
  const [, written, rest = ''] = match ?? [];
  const scheme = written?.toLowerCase();
  if (scheme && !SCHEMES[scheme]) {
    throw new UserError(`${text}: unknown scheme; known are ${Object.keys(SCHEMES).join(', ')}`);
  }
  const { host, port } = hostAndPort(rest.replace(/[/?#].*$/, ''), text);
  const name = scheme ?? PORT_SCHEMES[port ?? 443] ?? 'tls';
  return endpointTarget(name, host, port, text);
}

/** The target for a host and port that are known to be well formed. */
export function endpointTarget(name: string, host: string, port: number | undefined, text = host): EndpointTarget {
  const scheme = SCHEMES[name] as Scheme;
  const actual = port ?? scheme.port;
  if (!Number.isInteger(actual) || actual < 1 || actual > 65535) throw new UserError(`${text}: port ${actual} is none`);
  const shown = host.includes(':') ? `[${host}]` : host;
  return { url: `${name}://${shown}:${actual}`, scheme: { ...scheme, name }, host, port: actual };
}

function hostAndPort(text: string, whole: string): { host: string; port?: number } {
  const bracketed = /^\[([^\]]+)\](?::(\d+))?$/.exec(text);
  if (bracketed) {
    const [, address = '', port] = bracketed;
    if (!isIPv6(address)) throw new UserError(`${whole}: ${address} is no IPv6 address`);
    return { host: address.toLowerCase(), ...(port ? { port: Number(port) } : {}) };
  }
  if (isIPv6(text)) return { host: text.toLowerCase() };
  const [, name = '', port] = /^([^:@]+)(?::(\d+))?$/.exec(text) ?? [];
  if (!name) throw new UserError(`${whole}: expected host, host:port or a URL`);
  return { host: asciiHost(name, whole), ...(port ? { port: Number(port) } : {}) };
}

/** `münchen.example` → its A-labels (UTS 46). */
function asciiHost(name: string, whole: string): string {
  if (isIPv4(name)) return name;
  const host = domainToASCII(name);
  if (!host || host.length > 253) throw new UserError(`${whole}: ${name} is no host name`);
  return host;
}

/** Addresses that only this machine or a private network can reach (RFC 1918, RFC 4193, RFC 3927, RFC 6598). */
export function isPrivateAddress(address: string): boolean {
  if (isIPv6(address)) {
    const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
    return mapped ? isPrivateAddress(mapped) : /^(::1?$|f[cd]|fe[89ab])/i.test(address);
  }
  return /^(127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/.test(
    address,
  );
}
