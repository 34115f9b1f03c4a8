// What OpenSSL prints, in the words that comparisons use.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Jan  1 00:00:00 1950 GMT` → ISO 8601. Written out because `Date` takes years below 100 for those of our century. */
function iso(text) {
  const match = /^([A-Z][a-z]{2}) +(\d+) (\d\d:\d\d:\d\d)(?:\.\d+)? (\d+)(?: GMT)?$/.exec(text ?? '');
  if (!match) return undefined;
  const [, month, day, time, year] = match;
  const number = String(MONTHS.indexOf(month) + 1).padStart(2, '0');
  return `${year.padStart(4, '0')}-${number}-${day.padStart(2, '0')}T${time}Z`;
}

/** The fields of one dump (`x509 -text`, `pkey -text`, `req -text`, `crl -text`) that the comparison needs. */
export function readingOf(text) {
  const field = (pattern) => pattern.exec(text)?.[1]?.trim();
  const signature = field(/Signature Algorithm: (.+)/);
  const size = field(/(?:Public|Private)-Key: \((\d+) bit/);
  const edwards = field(/Public Key Algorithm: ((?:ED|X)\d+)/) ?? field(/^((?:ED|X)\d+) (?:Public|Private)-Key/m);
  return {
    algorithm: field(/Public Key Algorithm: (.+)/) ?? edwards ?? keyKind(text),
    size: size === undefined ? undefined : Number(size),
    curve: field(/ASN1 OID: (.+)/) ?? (edwards?.startsWith('ED') ? edwards : undefined),
    signature: signature?.startsWith('rsassaPss') ? pssSignature(text) : signature,
    notBefore: iso(field(/(?:Not Before|Last Update): (.+)/)),
    notAfter: iso(field(/(?:Not After |Next Update): (.+)/)),
  };
}

/** A key alone is printed without the name of its algorithm: its numbers tell which one it is. */
function keyKind(text) {
  if (!/(?:Public|Private)-Key: \(/.test(text)) return undefined;
  if (/^modulus:/im.test(text)) return 'rsaEncryption';
  if (/^(?:ASN1 OID|Field Type): /m.test(text)) return 'id-ecPublicKey';
  if (/^DH /m.test(text)) return 'dhKeyAgreement';
  return /^Q: /m.test(text) ? 'dsaEncryption' : undefined;
}

function pssSignature(text) {
  if (text.includes('(INVALID PSS PARAMETERS)')) return undefined; // it then states no digest
  const parameters = text.slice(text.indexOf('Signature Algorithm: rsassaPss'));
  return `${/Hash Algorithm: ([\w.-]+)/.exec(parameters)?.[1]}withRSAandMGF1`;
}

const FAMILIES = {
  rsaEncryption: 'rsa',
  rsassaPss: 'rsa',
  rsaesOaep: 'rsa',
  'id-ecPublicKey': 'ec',
  ED25519: 'eddsa',
  ED448: 'eddsa',
  X25519: 'xdh',
  X448: 'xdh',
  dsaEncryption: 'dsa',
  'dsaEncryption-old': 'dsa',
  dhKeyAgreement: 'dh',
  'X9.42 DH': 'dh',
  SM2: 'ec',
};

/** OpenSSL's names of public key algorithms → families of the catalogue. */
export function sameKeyFamily(theirs) {
  return FAMILIES[theirs ?? ''];
}

/** DER of every certificate in a PEM text. */
export function certificatesOf(text) {
  return [...text.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g)].map((match) =>
    Buffer.from(match[1] ?? '', 'base64'),
  );
}

export function pem(label, der) {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** OpenSSL's dump of each request, `undefined` where it refuses one: `storeutl` does not read them. */
export function requestTexts(ders) {
  return ders.map((der) => {
    const { stdout, status } = spawnSync('openssl', ['req', '-noout', '-text'], {
      encoding: 'latin1',
      input: pem('CERTIFICATE REQUEST', der),
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    return status === 0 ? stdout : undefined;
  });
}

/** A key that no file holds: it stands behind every block, so that blocks which OpenSSL skips are known by their place. */
const MARK = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.alloc(32, 0x5e)]);
const MARK_TEXT = '5e:5e:5e:5e:5e:5e:5e:5e:5e:5e:5e:5e:5e:5e:5e';

/** OpenSSL's dump of each PEM block, `undefined` where it refuses one. One process (`openssl storeutl`) reads hundreds. */
export function storeTexts(blocks, batch = 500) {
  const texts = [];
  for (let at = 0; at < blocks.length; at += batch) texts.push(...batchTexts(blocks.slice(at, at + batch)));
  return texts;
}

function batchTexts(blocks) {
  const mark = pem('PUBLIC KEY', MARK);
  const folder = mkdtempSync(join(tmpdir(), 'qday-compare-'));
  const file = join(folder, 'blocks.pem');
  writeFileSync(file, blocks.map((block) => block + mark).join(''));
  const { stdout } = spawnSync('openssl', ['storeutl', '-noout', '-text', '-passin', 'pass:changeit', file], {
    encoding: 'latin1',
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  rmSync(folder, { recursive: true });
  const texts = [undefined];
  for (const part of (stdout ?? '').split(/^\d+: (?=[A-Z][A-Za-z ]*\n)/m).slice(1)) {
    if (part.startsWith('Public key\nED25519') && part.includes(MARK_TEXT)) texts.push(undefined);
    else texts[texts.length - 1] ??= part;
  }
  if (texts.length !== blocks.length + 1)
    throw new Error(`openssl storeutl stopped after ${texts.length - 1} of ${blocks.length} blocks`);
  return texts.slice(0, -1);
}
