import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { ByteReader } from '../../../../src/parse/wire/bytes.js';
import { type ClientHello, decodeClientHello } from '../../../../src/parse/wire/tls/client-hello.js';
import { EXTENSION } from '../../../../src/parse/wire/tls/constants.js';
import { findExtension } from '../../../../src/parse/wire/tls/extensions.js';
import { HandshakeReader } from '../../../../src/parse/wire/tls/handshake.js';
import { RecordReader } from '../../../../src/parse/wire/tls/records.js';
import { bytesOf, TLS_RECORDINGS } from '../../parse/wire/recordings.js';

export interface Running {
  readonly port: number;
  close(): Promise<void>;
}

/** A server on loopback that answers every connection with `serve`. */
export function listen(serve: (socket: Socket) => void): Promise<Running> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    serve(socket);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve({
        port: (server.address() as AddressInfo).port,
        close: () =>
          new Promise((done) => {
            for (const socket of sockets) socket.destroy();
            server.close(() => done());
          }),
      });
    });
  });
}

/** Which recorded server, and the groups it has in its order of preference. */
export interface RecordedServer {
  readonly name: string;
  readonly groups: readonly number[];
  /** Refuses where no post-quantum signature scheme is offered, before it looks at the groups. */
  readonly onlyMlDsa?: boolean;
}

/**
 * Replays a recorded server: the bytes are the recorded ones, with the selected group set in the HelloRetryRequest. A
 * hello with TLS 1.2 alone gets the recorded flight of TLS 1.2; everything older the recorded refusal.
 */
export function replay(server: RecordedServer): Promise<Running & { readonly hellos: ClientHello[] }> {
  const hellos: ClientHello[] = [];
  const recorded = (name: string) =>
    bytesOf(TLS_RECORDINGS.find((one) => one.server_name === server.name && one.case === name)?.serverBytes ?? '');
  const refusal = recorded('probe-0x6399');
  return listen((socket) => {
    const records = new RecordReader();
    const handshake = new HandshakeReader();
    socket.on('data', (chunk) => {
      let hello: ClientHello | undefined;
      try {
        for (const { payload } of records.push(new Uint8Array(chunk))) {
          for (const { body } of handshake.push(payload)) hello = decodeClientHello(body);
        }
      } catch {
        return socket.end();
      }
      if (!hello) return;
      hellos.push(hello);
      socket.write(answerTo(hello, server, recorded, refusal));
      socket.end();
    });
  }).then((running) => ({ ...running, hellos }));
}

function answerTo(
  hello: ClientHello,
  server: RecordedServer,
  recorded: (name: string) => Uint8Array,
  refusal: Uint8Array,
): Uint8Array {
  const versions = listOf(hello, EXTENSION.supportedVersions, 1);
  const schemes = listOf(hello, EXTENSION.signatureAlgorithms, 2);
  if (!versions.includes(0x0304)) return hello.version === 0x0303 ? recorded('tls12') : refusal;
  if (server.onlyMlDsa && !schemes.includes(0x0905)) return refusal;
  const offered = listOf(hello, EXTENSION.supportedGroups, 2);
  const selected = server.groups.find((group) => offered.includes(group));
  if (selected === undefined) return versions.includes(0x0303) ? recorded('tls12') : refusal;
  return retryTo(selected, recorded('probe-0x11ec'));
}

/** A recorded HelloRetryRequest with another group in its key_share. */
function retryTo(group: number, bytes: Uint8Array): Uint8Array {
  const source = bytes.length > 20 ? bytes : retryOfOpenssl();
  const at = Buffer.from(source).indexOf(Buffer.from('0033000211ec', 'hex'));
  const changed = Uint8Array.from(source);
  changed[at + 4] = group >> 8;
  changed[at + 5] = group & 0xff;
  return changed;
}

function retryOfOpenssl(): Uint8Array {
  const found = TLS_RECORDINGS.find((one) => one.server_name === 'openssl4.0.3' && one.case === 'probe-0x11ec');
  return bytesOf(found?.serverBytes ?? '');
}

function listOf(hello: ClientHello, type: number, lengthSize: number): number[] {
  const data = findExtension(hello.extensions, type);
  return data ? new ByteReader(data, 'list').list(lengthSize, 2) : [];
}
