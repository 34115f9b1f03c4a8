import { describe, expect, it } from 'vitest';
import { observationsOf, parseBytes } from '../../../support/parse.js';

async function decidedIn(lines: readonly string[]) {
  const observations = observationsOf(await parseBytes(lines.join('\n'), 'A.java'));
  return observations.flatMap(({ asset, evidence: { location }, usage }) =>
    usage.role === 'decide' && location.type === 'file' ? [`${location.line} ${asset.name}`] : [],
  );
}

describe('cipher suites that code keeps in a list', () => {
  const context = 'Object c = javax.net.ssl.SSLContext.getInstance("TLS");';

  it('are inventoried where they are written, although no configuration in the file takes them', async () => {
    const lines = [
      'class A {',
      context,
      'static final String[] OLD = {',
      '  "TLS_DHE_RSA_WITH_AES_128_CBC_SHA",',
      '  "TLS_AES_128_GCM_SHA256",',
      '  "TLS_RSA_WITH_AES_128_CBC_SHA"};',
      '}',
    ];
    expect(await decidedIn(lines)).toEqual(['4 FFDH', '6 RSA-PKCS1-1.5']);
  });

  it('have their key exchange beside a shared key too', async () => {
    const lines = [
      'class A {',
      context,
      'static final String[] METERS = {',
      '  "TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA256",',
      '  "TLS_PSK_WITH_AES_128_GCM_SHA256",',
      '  "TLS_RSA_PSK_WITH_AES_128_GCM_SHA256",',
      '  "TLS_DHE_PSK_WITH_AES_128_GCM_SHA256"};',
      '}',
    ];
    expect(await decidedIn(lines)).toEqual(['4 ECDH', '6 RSA-PKCS1-1.5', '7 FFDH']);
  });

  it('are none where the name says that they are not wanted, where other texts stand among them, and alone', async () => {
    const lines = [
      'class A {',
      context,
      'static final String[] WEAK_SUITES = {"TLS_RSA_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_AES_256_CBC_SHA"};',
      'static final String[] MIXED = {"TLS_RSA_WITH_AES_128_CBC_SHA", "name of a file"};',
      'static final String ONE = "TLS_RSA_WITH_AES_128_CBC_SHA";',
      '}',
    ];
    expect(await decidedIn(lines)).toEqual([]);
  });
});
