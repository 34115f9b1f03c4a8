import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export interface TlsRecording {
  readonly server_name: string;
  readonly case: string;
  readonly clientHello: string;
  readonly serverBytes: string;
  readonly end: string;
  readonly x25519PrivPkcs8?: string;
}

const folder = resolve(import.meta.dirname, '../../../../fixtures/handshakes');

export function recordings<T>(name: string): T[] {
  return JSON.parse(readFileSync(resolve(folder, `${name}.json`), 'utf8')) as T[];
}

export const TLS_RECORDINGS: readonly TlsRecording[] = [
  ...recordings<TlsRecording>('tls'),
  ...recordings<TlsRecording>('tls-ns'),
];

export function bytesOf(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, 'hex'));
}
