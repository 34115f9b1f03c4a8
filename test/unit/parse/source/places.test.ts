import { describe, expect, it } from 'vitest';
import { observe } from '../../../support/source-fixtures.js';

/** `from-to name: what@line`, once for each observation; the path stands before a line of another file. */
async function places(files: Record<string, string>): Promise<string[]> {
  const given = Object.entries(files).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }));
  return (await observe(given)).map(({ asset, evidence: { location, decidedAt = [] } }) => {
    if (location.type !== 'file') return asset.name;
    const decided = decidedAt.map(({ what, location: at }) => {
      return `${what}@${at.path === location.path ? '' : `${at.path}:`}${at.line}`;
    });
    return [`${location.line}-${location.endLine} ${asset.name}`, ...decided].join(' ');
  });
}

describe('where a use stands and where its values are written', () => {
  it('ends with the call, and names the options on other lines', async () => {
    const text = `const { generateKeyPairSync } = require('crypto');
const BITS = 3072;
generateKeyPairSync(
  'rsa',
  {
    modulusLength: BITS,
  },
);
generateKeyPairSync('rsa', { modulusLength: 2048 });
`;
    expect(await places({ 'a.js': text })).toEqual(['3-8 RSA-3072 size@2 algorithm@4', '9-9 RSA-2048']);
  });

  it('names the constant of another file, and the argument of a caller in another file', async () => {
    const found = await places({
      'keys.js': `const { generateKeyPairSync } = require('crypto');
const { BITS } = require('./sizes');
generateKeyPairSync('rsa', { modulusLength: BITS });
exports.make = (bits) => generateKeyPairSync('rsa', { modulusLength: bits });
`,
      'sizes.js': `

exports.BITS = 4096;
`,
      'main.js': `const { make } = require('./keys');
make(2048);
`,
    });
    expect(found.sort()).toEqual(['3-3 RSA-4096 size@sizes.js:3', '4-4 RSA-2048 size@main.js:2']);
  });

  it('takes what a call or a member stands for from where that is written', async () => {
    const go = `package keys

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
)

func make() {
	curve := elliptic.P384()
	ecdsa.GenerateKey(
		curve,
		rand.Reader,
	)
}
`;
    expect(await places({ 'keys.go': go })).toEqual(['11-14 ECDSA-P-384 curve@10']);
    const java = `import java.security.*;
class K {
  private static final String ALG = "EC";
  KeyPair make() throws Exception {
    KeyPairGenerator g = KeyPairGenerator.getInstance(ALG);
    g.initialize(
        new java.security.spec.ECGenParameterSpec("secp256r1"));
    return g.generateKeyPair();
  }
}
`;
    expect(await places({ 'K.java': java })).toEqual(['5-5 EC-P-256 curve@7 algorithm@3']);
  });

  it('names the entries of a protocol configuration', async () => {
    const go = `package server

import "crypto/tls"

var config = &tls.Config{
	MinVersion:         tls.VersionTLS13,
	CurvePreferences:   []tls.CurveID{tls.X25519},
	InsecureSkipVerify: true,
}
`;
    const [found] = await places({ 'server.go': go });
    expect(found).toContain('5-9 TLS 1.3 peer');
    expect(found).toContain('minVersion@6');
    expect(found).toContain('groups@7');
  });
});
