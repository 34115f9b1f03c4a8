import { createPrivateKey, createPublicKey, diffieHellman, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decodeCertificate12, decodeCertificate13 } from '../../../../src/parse/wire/tls/certificate.js';
import { decodeClientHello } from '../../../../src/parse/wire/tls/client-hello.js';
import { MESSAGE, RECORD } from '../../../../src/parse/wire/tls/constants.js';
import { type HandshakeMessage, HandshakeReader } from '../../../../src/parse/wire/tls/handshake.js';
import { HandshakeSecrets } from '../../../../src/parse/wire/tls/key-schedule.js';
import {
  decodeCertificateVerify,
  decodeEncryptedExtensions,
  decodeServerKeyExchange,
} from '../../../../src/parse/wire/tls/messages.js';
import { RecordKeys } from '../../../../src/parse/wire/tls/record-keys.js';
import { RecordReader } from '../../../../src/parse/wire/tls/records.js';
import { decodeServerHello } from '../../../../src/parse/wire/tls/server-hello.js';
import { bytesOf, TLS_RECORDINGS, type TlsRecording } from './recordings.js';

function firstMessage(recording: TlsRecording): HandshakeMessage | { alert: number } {
  const [record] = new RecordReader().push(bytesOf(recording.serverBytes));
  if (record?.type === RECORD.alert) return { alert: record.payload[1] as number };
  const [message] = new HandshakeReader().push(record?.payload ?? new Uint8Array(0));
  return message as HandshakeMessage;
}

/** The handshake messages after ServerHello, opened with the recorded key. */
function decrypt(recording: TlsRecording): HandshakeMessage[] {
  const records = new RecordReader().push(bytesOf(recording.serverBytes));
  const [first, ...rest] = records;
  const [hello] = new HandshakeReader().push(first?.payload ?? new Uint8Array(0)) as [HandshakeMessage];
  const { suite, share = new Uint8Array(0) } = decodeServerHello(hello.body);
  const privateKey = createPrivateKey({
    key: Buffer.from(recording.x25519PrivPkcs8 ?? '', 'hex'),
    format: 'der',
    type: 'pkcs8',
  });
  const spki = Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), share]);
  const secret = diffieHellman({
    privateKey,
    publicKey: createPublicKey({ key: spki, format: 'der', type: 'spki' }),
  });
  const keys = new RecordKeys(
    suite,
    new HandshakeSecrets(suite, secret, [bytesOf(recording.clientHello), hello.raw]).server,
  );
  const reader = new HandshakeReader();
  const messages: HandshakeMessage[] = [];
  for (const record of rest.filter(({ type }) => type === RECORD.applicationData)) {
    const { type, payload } = keys.open(record);
    if (type === RECORD.handshake) messages.push(...reader.push(payload));
    if (messages.some((one) => one.type === MESSAGE.finished)) break; // what follows has other keys
  }
  return messages;
}

const named = (one: TlsRecording) => [one.server_name, one] as const;
const cases = (name: string) => TLS_RECORDINGS.filter((one) => one.case === name).map(named);

describe('recorded answers to an empty key share', () => {
  it.each([
    ['nginx1.26-openssl3.5.9', 0x11ec],
    ['node26-mldsa65', 0x11ec],
    ['node26-hybridonly-mldsa65', 0x11ec],
    ['go1.27', 0x11ec],
    ['openjdk27', 0x11ec],
    ['openssl4.0.3', 0x11ec],
    ['botan3.13', 0x11ec],
    ['nss3.110', 0x11ec],
    ['nss3.131', 0x11ec],
  ])('%s selects group %s by HelloRetryRequest', (server, group) => {
    const recording = TLS_RECORDINGS.find((one) => one.server_name === server && one.case === 'probe-0x11ec');
    const message = firstMessage(recording as TlsRecording);
    expect('body' in message && decodeServerHello(message.body)).toMatchObject({ retry: true, group, version: 0x0304 });
  });

  it.each([
    ['apache2.4-openssl3.0.22', 40],
    ['nginx1.22-tls12only', 70],
    ['openssl4-sm2hybrid', 40],
    ['gnutls3.8.13', 40],
    ['postfix3.10-starttls', 40],
  ])('%s refuses with alert %s', (server, alert) => {
    const recording = TLS_RECORDINGS.find((one) => one.server_name === server && one.case === 'probe-0x11ec');
    expect(firstMessage(recording as TlsRecording)).toEqual({ alert });
  });

  it.each(['openjdk27', 'nss3.110', 'nss3.131'])('%s sends a cookie along', (server) => {
    const recording = TLS_RECORDINGS.find((one) => one.server_name === server && one.case === 'probe-0x11ec');
    const message = firstMessage(recording as TlsRecording);
    expect('body' in message && (decodeServerHello(message.body).cookie?.length ?? 0)).toBeGreaterThan(90);
  });
});

describe('recorded handshakes of TLS 1.3, decrypted', () => {
  const readable = cases('full13-x25519').filter(([, one]) => one.serverBytes.length > 100);

  it('are there', () => {
    expect(readable.length).toBeGreaterThanOrEqual(12);
  });

  it.each(readable)('%s shows its certificate and the scheme it signs with', (_, recording) => {
    const messages = decrypt(recording);
    const body = (type: number) => messages.find((one) => one.type === type)?.body as Uint8Array;
    const { chain } = decodeCertificate13(body(MESSAGE.certificate));
    expect(new X509Certificate(Buffer.from(chain[0] as Uint8Array)).subject).toMatch(/CN=/);
    expect(decodeCertificateVerify(body(MESSAGE.certificateVerify))).toBeGreaterThan(0x0400);
  });

  it('an ML-DSA-65 certificate signs with 0x0905', () => {
    const recording = cases('full13-x25519').find(([name]) => name === 'node26-mldsa65')?.[1] as TlsRecording;
    const messages = decrypt(recording);
    const verify = messages.find((one) => one.type === MESSAGE.certificateVerify)?.body as Uint8Array;
    expect(decodeCertificateVerify(verify)).toBe(0x0905);
  });

  it.each(['nginx1.26-openssl3.5.9', 'openjdk27', 'openssl4.0.3'])('%s tells its own list of groups', (server) => {
    const recording = cases('full13-x25519').find(([name]) => name === server)?.[1] as TlsRecording;
    const extensions = decrypt(recording).find((one) => one.type === MESSAGE.encryptedExtensions)?.body as Uint8Array;
    expect(decodeEncryptedExtensions(extensions).groups).toContain(0x11ec);
  });
});

describe('recorded flights of TLS 1.2', () => {
  const readable = cases('tls12').filter(([, one]) => one.serverBytes.length > 100);

  it.each(readable)('%s shows its certificate and the curve', (_, recording) => {
    const reader = new HandshakeReader();
    const messages = new RecordReader()
      .push(bytesOf(recording.serverBytes))
      .filter(({ type }) => type === RECORD.handshake)
      .flatMap(({ payload }) => reader.push(payload));
    const body = (type: number) => messages.find((one) => one.type === type)?.body as Uint8Array;
    const hello = decodeServerHello(body(MESSAGE.serverHello));
    expect(hello.version).toBe(0x0303);
    expect(decodeCertificate12(body(MESSAGE.certificate)).chain.length).toBeGreaterThan(0);
    const exchange = decodeServerKeyExchange(body(MESSAGE.serverKeyExchange), 'ECDHE', true);
    expect([23, 24, 29]).toContain(exchange.group);
    expect(exchange.scheme).toBeGreaterThan(0x0200);
  });

  it('say whether the server could do TLS 1.3', () => {
    const downgrade = (server: string) => {
      const recording = cases('tls12').find(([name]) => name === server)?.[1] as TlsRecording;
      const message = firstMessage(recording);
      return 'body' in message ? decodeServerHello(message.body).downgradeFrom : undefined;
    };
    expect(downgrade('nginx1.26-openssl3.5.9')).toBe('TLSv1.3');
    expect(downgrade('nginx1.22-tls12only')).toBeUndefined();
  });
});

it('recorded ClientHellos decode', () => {
  for (const recording of TLS_RECORDINGS) {
    const hello = decodeClientHello(bytesOf(recording.clientHello).subarray(4));
    expect(hello.random).toHaveLength(32);
    expect(hello.suites.length).toBeGreaterThan(2);
  }
});
