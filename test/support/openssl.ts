import { execFileSync, spawnSync } from 'node:child_process';

export function has(tool: string): boolean {
  return spawnSync(tool, ['--help'], { stdio: 'ignore' }).error === undefined;
}

/** What `openssl x509 -text` prints of one certificate, in the words that the comparison uses. */
export interface OpensslReading {
  readonly algorithm?: string | undefined;
  readonly size?: number | undefined;
  readonly curve?: string | undefined;
  readonly signature?: string | undefined;
  readonly notBefore?: string | undefined;
  readonly notAfter?: string | undefined;
}

export function opensslReading(command: string, der: Uint8Array): OpensslReading {
  const text = execFileSync('openssl', [command, '-inform', 'DER', '-noout', '-text'], {
    input: der,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  return readingOf(text);
}

/** The same from a dump that was written earlier. */
export function readingOf(text: string): OpensslReading {
  const field = (pattern: RegExp): string | undefined => pattern.exec(text)?.[1]?.trim();
  const signature = field(/Signature Algorithm: (.+)/);
  const size = field(/Public-Key: \((\d+) bit/);
  return {
    algorithm: field(/Public Key Algorithm: (.+)/),
    size: size === undefined ? undefined : Number(size),
    curve: field(/ASN1 OID: (.+)/) ?? field(/Public Key Algorithm: (ED\d+)/),
    signature: signature === 'rsassaPss' ? `${field(/Hash Algorithm: (\w+)/)}withRSAandMGF1` : signature,
    notBefore: iso(field(/Not Before: (.+)/)),
    notAfter: iso(field(/Not After : (.+)/)),
  };
}

function iso(text: string | undefined): string | undefined {
  return text === undefined ? undefined : new Date(text).toISOString().replace('.000Z', 'Z');
}

/** OpenSSL's names of public key algorithms → ids of the catalogue. */
export function sameKeyFamily(theirs: string | undefined): string | undefined {
  const families: Record<string, string> = {
    rsaEncryption: 'rsa',
    rsassaPss: 'rsa',
    'id-ecPublicKey': 'ec',
    ED25519: 'eddsa',
    ED448: 'eddsa',
    dsaEncryption: 'dsa',
  };
  return families[theirs ?? ''];
}

/** DER of every certificate in a PEM text. */
export function certificatesOf(text: string): Buffer[] {
  return [...text.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g)].map((match) =>
    Buffer.from(match[1] ?? '', 'base64'),
  );
}
