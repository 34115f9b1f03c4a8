import { describe, expect, it } from 'vitest';
import { decodeSaInitResponse, NOTIFY } from '../../../../src/parse/wire/ike/message.js';
import { decodeDatagram } from '../../../../src/parse/wire/quic/packet.js';
import { PacketKeys } from '../../../../src/parse/wire/quic/packet-keys.js';
import { decodeHostKey, decodeKexInit, isAlgorithmName } from '../../../../src/parse/wire/ssh/kexinit.js';
import { decodePacket } from '../../../../src/parse/wire/ssh/packet.js';
import { decodeServerHello } from '../../../../src/parse/wire/tls/server-hello.js';
import { bytesOf, recordings } from './recordings.js';

describe('recorded SSH servers', () => {
  const servers = recordings<{ server_name: string; serverBytes: string }>('ssh');

  function offer(server: string) {
    const bytes = bytesOf(servers.find(({ server_name }) => server_name === server)?.serverBytes ?? '');
    const packet = decodePacket(bytes.subarray(bytes.indexOf(10) + 1));
    return decodeKexInit(packet?.payload ?? new Uint8Array(0));
  }

  it.each([
    ['OpenSSH_9.2', 'sntrup761x25519-sha512', 'rsa-sha2-512'],
    ['OpenSSH_10.0', 'mlkem768x25519-sha256', 'rsa-sha2-512'],
    ['OpenSSH_10.6', 'mlkem768x25519-sha256', 'ssh-ed25519'],
    ['OpenSSH_10.6-pqonly', 'mlkem768x25519-sha256', 'ssh-ed25519'],
    ['tinyssh-2023', 'curve25519-sha256', 'ssh-ed25519'],
    ['tinyssh-20261001', 'curve25519-sha256', 'ssh-ed25519'],
    ['dropbear-2022', 'curve25519-sha256', 'ssh-ed25519'],
    ['dropbear-2026', 'sntrup761x25519-sha512', 'ssh-ed25519'],
  ])('%s prefers %s', (server, kex, hostKey) => {
    const lists = offer(server);
    expect(lists.kex[0]).toBe(kex);
    expect(lists.hostKeys).toContain(hostKey);
  });

  it('OpenSSH 10.6 offers a composite host key', () => {
    expect(offer('OpenSSH_10.6').hostKeys).toContain('ssh-mldsa44-ed25519');
  });

  it('announcements are no algorithms', () => {
    expect(offer('OpenSSH_10.6-pqonly').kex.filter(isAlgorithmName)).toEqual(['mlkem768x25519-sha256']);
    expect(isAlgorithmName('kexguess2@matt.ucc.asn.au')).toBe(false);
  });

  it('a reply begins with the host key', () => {
    const blob = Buffer.concat([Buffer.from([0, 0, 0, 11]), Buffer.from('ssh-ed25519'), Buffer.from([0, 0, 0, 1, 7])]);
    const reply = Buffer.concat([Buffer.from([31, 0, 0, 0, blob.length]), blob]);
    expect(decodeHostKey(new Uint8Array(reply))).toMatchObject({ type: 'ssh-ed25519' });
  });
});

describe('recorded IKEv2 responders', () => {
  const answer = (server: string, name: string) => {
    const found = recordings<{ case: string; response: string }>(`ike-${server}`).find((one) => one.case === name);
    return decodeSaInitResponse(bytesOf(found?.response ?? ''));
  };

  it('strongSwan 6.1 accepts ML-KEM-768 as additional key exchange', () => {
    const { proposals, notifies } = answer('strongswan6.1.0', 'addke-mlkem768');
    expect(proposals[0]?.transforms).toContainEqual({ type: 6, id: 36 });
    expect(proposals[0]?.transforms).toContainEqual({ type: 4, id: 31 });
    expect(notifies.has(NOTIFY.intermediateExchange)).toBe(true);
  });

  it('strongSwan 6.1 demands it: X25519 alone is no proposal', () => {
    expect(answer('strongswan6.1.0', 'x25519-only').notifies.has(NOTIFY.noProposalChosen)).toBe(true);
  });

  it.each(['strongswan5.9.8', 'strongswan6.0.1', 'strongswan6.1.0'])('%s names the group it wants', (server) => {
    const data = answer(server, 'wrong-ke-modp2048').notifies.get(NOTIFY.invalidKePayload);
    expect([...(data ?? [])]).toEqual([0, 14]);
  });
});

describe('recorded QUIC servers', () => {
  const all = recordings<{ server_name: string; group: number; dcid: string; request: string; datagrams: string[] }>(
    'quic',
  );

  it.each(all.filter(({ group }) => group === 4588).map((one) => [one.server_name, one] as const))(
    '%s selects the hybrid by HelloRetryRequest',
    (_, { dcid, datagrams }) => {
      const answers = datagrams.flatMap((one) =>
        decodeDatagram(bytesOf(one), { initial: PacketKeys.initial(bytesOf(dcid), 'server in') }),
      );
      const frames = answers.flatMap((one) => (one.kind === 'packet' ? one.crypto : []));
      const first = frames.find(({ offset }) => offset === 0)?.data as Uint8Array;
      const length = ((first[2] as number) << 8) | (first[3] as number);
      expect(decodeServerHello(first.subarray(4, 4 + length))).toMatchObject({ retry: true, group: 4588 });
    },
  );

  it.each(all.filter(({ group }) => group === 25497).map((one) => [one.server_name, one] as const))(
    '%s refuses the Kyber draft with the alert in the close code',
    (_, { dcid, datagrams }) => {
      const answers = datagrams.flatMap((one) =>
        decodeDatagram(bytesOf(one), { initial: PacketKeys.initial(bytesOf(dcid), 'server in') }),
      );
      expect(answers).toContainEqual(expect.objectContaining({ close: expect.objectContaining({ code: 0x128 }) }));
    },
  );

  it('the recorded requests of the client open with its keys', () => {
    for (const { dcid, request } of all) {
      const answers = decodeDatagram(bytesOf(request), { initial: PacketKeys.initial(bytesOf(dcid), 'client in') });
      expect(answers[0]).toMatchObject({ kind: 'packet', crypto: [{ offset: 0 }] });
    }
  });
});
