import { describe, expect, it } from 'vitest';
import { observe } from '../../../support/source-fixtures.js';

async function found(path: string, text: string): Promise<string[]> {
  const all = await observe([{ path, bytes: new TextEncoder().encode(text) }]);
  return all.map(({ asset, evidence: { location } }) =>
    location.type === 'file' ? `${location.line} ${asset.name}` : asset.name,
  );
}

describe('a key that nobody names is of the kind that the test around it asks for', () => {
  it('in the arms of a switch, and under the beginning of a name', async () => {
    const text = `const crypto = require('crypto');
function check(alg, pem, signature, data) {
  switch (alg) {
    case 'RS256':
      return crypto.verify('sha256', data, pem, signature);
    case 'ES256':
      return crypto.verify('sha256', data, pem, signature);
    default:
      return crypto.verify('sha256', data, pem, signature);
  }
}
function prefixed(alg, pem, signature, data) {
  if (alg.startsWith('PS')) {
    return crypto.verify('sha256', data, pem, signature);
  }
  if (!alg.startsWith('ES')) {
    return crypto.verify('sha256', data, pem, signature);
  }
}
`;
    expect(await found('a.js', text)).toEqual([
      '5 RSA-SHA-256',
      '7 ECDSA-SHA-256',
      '9 Classical-Signature-SHA-256',
      '14 RSA-SHA-256',
      '17 Classical-Signature-SHA-256',
    ]);
  });

  it('by an identifier of XML Signature, and not where two kinds are asked for', async () => {
    const text = `require 'openssl'
def check(uri, key, signature, data)
  if uri == 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512'
    key.verify('SHA512', signature, data)
  elsif uri == 'rsa' || uri == 'dsa'
    key.verify('SHA256', signature, data)
  end
end
`;
    expect(await found('a.rb', text)).toEqual(['4 ECDSA-SHA-512', '6 Classical-Signature-SHA-256']);
  });

  it('by the name of the function or its type, and by the text under which a function is kept', async () => {
    const text = `require 'openssl'
class RsaMark
  def stamp(key, data) = key.sign('SHA256', data)
end
class EcOrder
  def stamp(key, data) = key.sign('SHA256', data)
end
def ecdsa_mark(key, data) = key.sign('SHA384', data)
MARKS = {
  'dsa-sha1' => proc { |key, data| key.sign('SHA1', data) },
  'plain' => ->(key, data) { key.sign('SHA256', data) }
}
`;
    expect(await found('a.rb', text)).toEqual([
      '10 DSA-SHA-1',
      '3 RSA-SHA-256',
      '6 Classical-Signature-SHA-256',
      '8 ECDSA-SHA-384',
      '11 Classical-Signature-SHA-256',
    ]);
  });

  it('post-quantum names are none of them', async () => {
    const text = `package keys

import (
	"crypto"
	"crypto/rand"
)

func sign(kind string, key crypto.Signer, digest []byte) ([]byte, error) {
	switch kind {
	case "ml-dsa":
		return key.Sign(rand.Reader, digest, crypto.SHA256)
	case "rsa":
		return key.Sign(rand.Reader, digest, crypto.SHA256)
	}
	return nil, nil
}
`;
    expect((await found('a.go', text)).map((one) => one.replace(/(RSA|Classical-Signature).*/, '$1'))).toEqual([
      '11 Classical-Signature',
      '13 RSA',
    ]);
  });
});
