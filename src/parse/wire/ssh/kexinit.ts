import { ParseError } from '../../../model/index.js';
import { ascii, ByteReader, join, uint, vector } from '../bytes.js';

export const SSH_MESSAGE = {
  disconnect: 1,
  ignore: 2,
  debug: 4,
  kexInit: 20,
  kexReplyDh: 31,
  kexInitDh: 30,
  gexReply: 33,
  gexRequest: 34,
} as const;

/** The ten name-lists of a KEXINIT (RFC 4253 section 7.1), in the order of preference of its sender. */
export interface KexInit {
  readonly kex: readonly string[];
  readonly hostKeys: readonly string[];
  readonly ciphersToServer: readonly string[];
  readonly ciphersToClient: readonly string[];
  readonly macsToServer: readonly string[];
  readonly macsToClient: readonly string[];
  readonly compressionToServer: readonly string[];
  readonly compressionToClient: readonly string[];
  readonly languagesToServer: readonly string[];
  readonly languagesToClient: readonly string[];
}

const FIELDS: readonly (keyof KexInit)[] = [
  'kex',
  'hostKeys',
  'ciphersToServer',
  'ciphersToClient',
  'macsToServer',
  'macsToClient',
  'compressionToServer',
  'compressionToClient',
  'languagesToServer',
  'languagesToClient',
];

/** @param cookie 16 bytes */
export function encodeKexInit(lists: KexInit, cookie: Uint8Array): Uint8Array {
  const names = FIELDS.map((field) => vector(4, ascii(lists[field].join(','))));
  return join(uint(SSH_MESSAGE.kexInit, 1), cookie, ...names, uint(0, 1), uint(0, 4));
}

/** @throws ParseError */
export function decodeKexInit(payload: Uint8Array): KexInit {
  const reader = new ByteReader(payload, 'KEXINIT');
  if (reader.uint(1) !== SSH_MESSAGE.kexInit) throw new ParseError('no KEXINIT', 0);
  reader.take(16);
  const lists = Object.fromEntries(FIELDS.map((field) => [field, names(reader.vector(4))]));
  return lists as unknown as KexInit;
}

function names(bytes: Uint8Array): string[] {
  return bytes.length === 0 ? [] : Buffer.from(bytes).toString('latin1').split(',');
}

/** Announcements that stand among the KEX names and are none: RFC 8308, OpenSSH PROTOCOL section 1.10, Dropbear. */
const ANNOUNCEMENTS = /^(ext-info-[cs]|kex-strict-[cs]-v00@openssh\.com|kexguess2@matt\.ucc\.asn\.au)$/;

export function isAlgorithmName(name: string): boolean {
  return !ANNOUNCEMENTS.test(name);
}

/**
 * Host key blob at the start of a key exchange reply: every reply begins with K_S (RFC 4253 section 8, RFC 5656 section 4,
 * draft-ietf-sshm-mlkem-hybrid-kex section 2.3). @throws ParseError
 */
export function decodeHostKey(payload: Uint8Array): { readonly type: string; readonly blob: Uint8Array } {
  const reader = new ByteReader(payload, 'key exchange reply');
  reader.uint(1);
  const blob = reader.vector(4);
  const type = Buffer.from(new ByteReader(blob, 'host key').vector(4)).toString('latin1');
  if (!/^[\x21-\x7e]{1,64}$/.test(type)) throw new ParseError('host key without a type name');
  return { type, blob };
}

/** Reason of a DISCONNECT (RFC 4253 section 11.1). @throws ParseError */
export function decodeDisconnect(payload: Uint8Array): string {
  const reader = new ByteReader(payload, 'DISCONNECT');
  reader.uint(1);
  const code = reader.uint(4);
  const text = Buffer.from(reader.vector(4))
    .toString('latin1')
    .replace(/[^\x20-\x7e]/g, ' ');
  return `disconnect ${code}: ${text.slice(0, 120)}`;
}
