import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ParseError } from '../../../../src/model/index.js';
import { ByteReader, uint } from '../../../../src/parse/wire/bytes.js';
import { decodeSaInitResponse } from '../../../../src/parse/wire/ike/message.js';
import { decodeProposals, encodeProposals } from '../../../../src/parse/wire/ike/proposal.js';
import { decodeFrames, encodeAck } from '../../../../src/parse/wire/quic/frames.js';
import {
  decodeDatagram,
  encodeInitials,
  encodePacket as encodeQuicPacket,
} from '../../../../src/parse/wire/quic/packet.js';
import { PacketKeys } from '../../../../src/parse/wire/quic/packet-keys.js';
import { readVarint, varint } from '../../../../src/parse/wire/quic/varint.js';
import { decodeKexInit, encodeKexInit, type KexInit } from '../../../../src/parse/wire/ssh/kexinit.js';
import { decodePacket, encodePacket } from '../../../../src/parse/wire/ssh/packet.js';
import { decodeCertificate12, decodeCertificate13 } from '../../../../src/parse/wire/tls/certificate.js';
import { decodeClientHello, encodeClientHello } from '../../../../src/parse/wire/tls/client-hello.js';
import { DtlsAlert, DtlsReader } from '../../../../src/parse/wire/tls/dtls.js';
import { encodeHandshake, HandshakeReader } from '../../../../src/parse/wire/tls/handshake.js';
import {
  decodeEncryptedExtensions,
  decodeNewSessionTicket,
  decodeServerKeyExchange,
} from '../../../../src/parse/wire/tls/messages.js';
import { RecordKeys } from '../../../../src/parse/wire/tls/record-keys.js';
import { encodeRecords, RecordReader } from '../../../../src/parse/wire/tls/records.js';
import { decodeServerHello, encodeServerHello } from '../../../../src/parse/wire/tls/server-hello.js';
import { decodeSslv2ServerHello } from '../../../../src/parse/wire/tls/sslv2.js';
import { bytesOf, TLS_RECORDINGS } from './recordings.js';

const bytes = (max: number) => fc.uint8Array({ maxLength: max });
const exactly = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const code = fc.integer({ min: 0, max: 0xffff });
const extensions = fc.array(fc.record({ type: code, data: bytes(40) }), { minLength: 1, maxLength: 8 });
const name = fc.stringMatching(/^[a-z0-9@.-]{1,20}$/);
const names = fc.array(name, { maxLength: 6 });

function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, one) => (one instanceof Uint8Array ? Buffer.from(one).toString('hex') : one)),
  );
}

describe('what is encoded decodes to the same', () => {
  it('ClientHello', () => {
    fc.assert(
      fc.property(
        fc.record({
          version: code,
          random: exactly(32),
          sessionId: bytes(32),
          suites: fc.array(code, { maxLength: 30 }),
          extensions,
        }),
        (hello) => {
          const [message] = new HandshakeReader().push(encodeClientHello(hello));
          expect(plain(decodeClientHello(message?.body ?? new Uint8Array(0)))).toEqual(plain(hello));
        },
      ),
    );
  });

  it('ServerHello', () => {
    const others = extensions.filter((list) => list.every(({ type }) => ![16, 43, 44, 51].includes(type)));
    fc.assert(
      fc.property(
        fc.record({ random: exactly(32), sessionId: bytes(32), suite: code, extensions: others }),
        (hello) => {
          const decoded = decodeServerHello(encodeServerHello(hello).subarray(4));
          expect(plain(decoded)).toMatchObject(plain(hello) as object);
        },
      ),
    );
  });

  it('records and handshake messages, however they are cut', () => {
    fc.assert(
      fc.property(
        bytes(3000),
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 40 }),
        (body, record, chunk) => {
          const wire = encodeRecords(22, 0x0303, encodeHandshake(11, body), record);
          const records = new RecordReader();
          const messages = new HandshakeReader();
          const found = [];
          for (let at = 0; at < wire.length; at += chunk) {
            for (const { payload } of records.push(wire.subarray(at, at + chunk)))
              found.push(...messages.push(payload));
          }
          expect(found).toHaveLength(1);
          expect(plain(found[0]?.body)).toEqual(plain(body));
          expect(records.pending).toBe(0);
        },
      ),
    );
  });

  it('KEXINIT in a packet', () => {
    const lists = fc.record({
      kex: names,
      hostKeys: names,
      ciphersToServer: names,
      ciphersToClient: names,
      macsToServer: names,
      macsToClient: names,
      compressionToServer: names,
      compressionToClient: names,
      languagesToServer: names,
      languagesToClient: names,
    });
    fc.assert(
      fc.property(lists, exactly(16), (offer: KexInit, cookie) => {
        const packet = encodePacket(encodeKexInit(offer, cookie));
        expect(packet.length % 8).toBe(0);
        expect(decodeKexInit(decodePacket(packet)?.payload ?? new Uint8Array(0))).toEqual(offer);
      }),
    );
  });

  it('IKE proposals', () => {
    const transform = fc
      .tuple(fc.integer({ min: 1, max: 12 }), code, fc.option(code, { nil: undefined }))
      .map(([type, id, keyLength]) => ({ type, id, ...(keyLength === undefined ? {} : { keyLength }) }));
    const proposal = fc.record({ transforms: fc.array(transform, { minLength: 1, maxLength: 10 }) });
    fc.assert(
      fc.property(fc.array(proposal, { minLength: 1, maxLength: 4 }), (proposals) => {
        expect(decodeProposals(encodeProposals(proposals))).toEqual(proposals);
      }),
    );
  });

  it('QUIC integers and Initial packets', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 30 - 1 }), (value) => {
        expect(readVarint(new ByteReader(varint(value), 'integer'))).toBe(value);
      }),
    );
    const ask = fc.record({
      destination: exactly(8),
      source: exactly(8),
      token: bytes(60),
      packetNumber: fc.integer({ min: 0, max: 9 }),
      crypto: bytes(3000),
    });
    fc.assert(
      fc.property(ask, (initial) => {
        const datagrams = encodeInitials(initial, initial.destination);
        for (const one of datagrams) expect(one.length).toBeGreaterThanOrEqual(1200);
        const keys = { initial: PacketKeys.initial(initial.destination, 'client in') };
        const pieces = datagrams
          .flatMap((one) => decodeDatagram(one, keys))
          .flatMap((one) => (one.kind === 'packet' ? one.crypto : []));
        expect(Buffer.concat(pieces.map(({ data }) => data))).toEqual(Buffer.from(initial.crypto));
      }),
    );
  });

  it('QUIC Handshake packets under every suite, and acknowledgements', () => {
    const suite = fc.constantFrom(0x1301, 0x1302, 0x1303);
    const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(suite, exactly(48), exactly(8), numbers, bytes(200), (code13, secret, id, acked, data) => {
        const keys = new PacketKeys(code13, secret);
        const frames = Buffer.concat([encodeAck(acked), Buffer.from([6, 0, 0x40, data.length]), data]);
        const packet = { space: 'handshake', destination: id, source: id, packetNumber: 7, frames } as const;
        const initial = PacketKeys.initial(id, 'server in');
        const datagram = encodeQuicPacket(packet, keys);
        const [sealed] = decodeDatagram(datagram, { initial });
        expect(sealed?.kind).toBe('sealed');
        const [opened] = decodeDatagram(datagram, { initial, handshake: keys });
        expect(plain(opened)).toMatchObject({ space: 'handshake', number: 7, crypto: [plain({ offset: 0, data })] });
      }),
    );
  });

  it('DTLS messages, in fragments of any size and order, some of them twice', () => {
    fc.assert(
      fc.property(bytes(2000), fc.integer({ min: 1, max: 400 }), fc.infiniteStream(fc.nat()), (body, size, order) => {
        const pieces: Uint8Array[] = [];
        for (let at = 0; at < body.length || at === 0; at += size) {
          const part = body.subarray(at, at + size);
          const head = [uint(11, 1), uint(body.length, 3), uint(0, 2), uint(at, 3), uint(part.length, 3), part];
          const fragment = Buffer.concat(head);
          pieces.push(Buffer.concat([uint(22, 1), uint(0xfefd, 2), uint(0, 8), uint(fragment.length, 2), fragment]));
        }
        const shuffled = [...pieces, ...pieces.slice(0, 2)]
          .map((piece) => [order.next().value as number, piece] as const)
          .sort(([a], [b]) => a - b);
        const reader = new DtlsReader();
        const found = shuffled.flatMap(([, piece]) => reader.push(piece));
        expect(plain(found.map((one) => one.body))).toEqual(plain([body]));
      }),
    );
  });

  it('protected records under every suite', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0x1301, 0x1302, 0x1303, 0x1304, 0x1305),
        exactly(48),
        fc.array(bytes(300), { minLength: 1, maxLength: 4 }),
        (suite, secret, payloads) => {
          const seal = new RecordKeys(suite, secret);
          const open = new RecordKeys(suite, secret);
          const wire = Buffer.concat(payloads.map((one) => seal.seal(22, one)));
          const opened = new RecordReader().push(wire).map((one) => open.open(one));
          expect(opened.map(({ payload }) => Buffer.from(payload).toString('hex'))).toEqual(
            payloads.map((payload) => Buffer.from(payload).toString('hex')),
          );
        },
      ),
      { numRuns: 50 },
    );
  });

  it('integers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (value) => {
        expect(new ByteReader(uint(value, 4), 'integer').uint(4)).toBe(value);
      }),
    );
  });
});

describe('hostile bytes', () => {
  const decoders: Readonly<Record<string, (input: Uint8Array) => unknown>> = {
    records: (input) => new RecordReader().push(input),
    handshake: (input) => new HandshakeReader().push(input),
    clientHello: decodeClientHello,
    serverHello: decodeServerHello,
    certificate12: decodeCertificate12,
    certificate13: decodeCertificate13,
    encryptedExtensions: decodeEncryptedExtensions,
    ecdhe: (input) => decodeServerKeyExchange(input, 'ECDHE', true),
    dhe: (input) => decodeServerKeyExchange(input, 'DHE', true),
    newSessionTicket: decodeNewSessionTicket,
    sslv2: decodeSslv2ServerHello,
    sshPacket: decodePacket,
    kexInit: decodeKexInit,
    ike: decodeSaInitResponse,
    proposals: decodeProposals,
    quic: (input) => decodeDatagram(input, { initial: PacketKeys.initial(new Uint8Array(8), 'server in') }),
    quicFrames: decodeFrames,
    dtls: (input) => swallowAlert(() => new DtlsReader().push(input)),
  };

  function swallowAlert(read: () => unknown): void {
    try {
      read();
    } catch (error) {
      if (!(error instanceof DtlsAlert)) throw error;
    }
  }

  it.each(Object.entries(decoders))('%s throws nothing but ParseError', (_, decode) => {
    fc.assert(
      fc.property(bytes(300), (input) => {
        try {
          decode(input);
        } catch (error) {
          expect(error).toBeInstanceOf(ParseError);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('recorded answers cut at every length, and with every byte changed, throw nothing else', () => {
    const recording = TLS_RECORDINGS.find((one) => one.server_name === 'openjdk27' && one.case === 'probe-0x11ec');
    const whole = bytesOf(recording?.serverBytes ?? '');
    for (let at = 0; at < whole.length; at++) {
      const changed = Uint8Array.from(whole);
      changed[at] = (changed[at] as number) ^ 0xff;
      for (const input of [whole.subarray(0, at), changed]) {
        try {
          for (const { payload } of new RecordReader().push(input)) {
            for (const { body } of new HandshakeReader().push(payload)) decodeServerHello(body);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(ParseError);
        }
      }
    }
  });
});
