// npm run compare:certificates -- <folder or file>... [--show <number>]
//
// Reads every certificate, request, CRL and key below the paths with qday and with the tool that belongs to the format, and prints a table of what
// is equal. `--show` lists so many differences. Needs a built dist/ and openssl; gpg, ssh-keygen and keytool where they are present.
import { createHash } from 'node:crypto';
import { blocksOf, filesIn, statedLength } from './compare/files.mjs';
import { comparePgp } from './compare/gpg.mjs';
import { compareJavaStores } from './compare/keytool.mjs';
import { pem, readingOf, sameKeyFamily, storeTexts } from './compare/openssl.mjs';
import { curveName, qdayReading, signatureName } from './compare/qday.mjs';
import { compareSsh } from './compare/ssh-keygen.mjs';
import { Comparison } from './compare/table.mjs';

const args = process.argv.slice(2);
const at = args.indexOf('--show');
const show = at < 0 ? 20 : Number(args.splice(at, 2)[1]);
const paths = [...filesIn(args)];

const KINDS = {
  CERTIFICATE: 'X.509',
  'X509 CERTIFICATE': 'X.509',
  'TRUSTED CERTIFICATE': 'X.509',
  'X509 CRL': 'X.509 CRL',
  'PRIVATE KEY': 'key',
  'PUBLIC KEY': 'key',
  'RSA PRIVATE KEY': 'key',
  'RSA PUBLIC KEY': 'key',
  'EC PRIVATE KEY': 'key',
  'DSA PRIVATE KEY': 'key',
};
const SLOW = 2000;

const comparisons = {
  'X.509': new Comparison('certificates', 'openssl'),
  'X.509 CRL': new Comparison('CRLs', 'openssl'),
  key: new Comparison('keys', 'openssl'),
};

const seen = new Set();
const blocks = paths
  .flatMap(blocksOf)
  .filter(({ der }) => !seen.has(der.toString('latin1')) && seen.add(der.toString('latin1')));
for (const [kind, comparison] of Object.entries(comparisons)) await compare(kind, comparison);
const others = [
  await comparePgp(paths, qdayReading),
  await compareSsh(paths, qdayReading),
  await compareJavaStores(paths, qdayReading),
];
const all = [...Object.values(comparisons), ...others].filter((one) => one.compared + one.refused > 0);

console.log('| what | beside | equal | by field | refused there, said here |\n|---|---|---|---|---|');
for (const one of all) console.log(String(one));
const different = all.flatMap((one) => one.different);
console.log(`\n${different.length} differences in ${paths.length} files`);
const alike = new Map();
for (const one of different) {
  const reason = one.slice(one.indexOf(': ') + 2);
  alike.set(reason, [...(alike.get(reason) ?? []), one.slice(0, one.indexOf(': '))]);
}
const common = [...alike].sort((a, b) => b[1].length - a[1].length).slice(0, show);
for (const [reason, where] of common) console.log(`- ${where.length} x ${reason} (${where[0]})`);

async function compare(kind, comparison) {
  const chosen = blocks.filter((one) => (one.label === 'DER' ? derKind(one.der) : KINDS[one.label]) === kind);
  const texts = storeTexts(chosen.map(({ label, der }) => pem(label === 'DER' ? labelOf(kind, der) : label, der)));
  for (const [index, { der, path }] of chosen.entries()) {
    const { assets, attempts, milliseconds } = await qdayReading(der, `${path}.der`);
    if (milliseconds > SLOW) comparison.different.push(`${path}: ${Math.round(milliseconds)} ms`);
    for (const one of attempts.filter(({ reason }) => reason === 'bug'))
      comparison.different.push(`${path}: ${one.detail}`);
    const text = texts[index];
    const where = `${path} ${createHash('sha256').update(der).digest('hex').slice(0, 8)}`;
    if (text === undefined) comparison.refuse(where, assets.length + attempts.length > 0);
    else comparison.add(where, fieldsOf(kind, assets), theirsOf(text));
  }
}

function derKind(der) {
  return statedLength(der) === der.length && /a003020102/.test(der.subarray(0, 16).toString('hex'))
    ? 'X.509'
    : undefined;
}

function labelOf() {
  return 'CERTIFICATE';
}

function fieldsOf(kind, assets) {
  if (kind === 'key') {
    const [asset] = assets.filter((one) => one.kind === 'related-crypto-material');
    return asset && { algorithm: asset.algorithm?.family, size: asset.size, curve: asset.algorithm?.curve };
  }
  const asset = assets.find((one) => one.kind === 'certificate' && one.format === kind);
  return (
    asset && {
      algorithm: asset.publicKey?.family === 'unknown' ? asset.publicKey.oid : asset.publicKey?.family,
      oid: asset.publicKey?.oid,
      size: asset.publicKey?.size,
      curve: asset.publicKey?.curve,
      signature: asset.signature?.name,
      notBefore: asset.notBefore,
      notAfter: asset.notAfter,
    }
  );
}

/** An algorithm that OpenSSL knows by number only is compared by its number. */
function theirsOf(text) {
  const { algorithm, curve, signature, ...rest } = readingOf(text);
  const number = /^\d+(\.\d+)+$/.test(algorithm ?? '');
  return {
    ...(number ? { oid: algorithm } : { algorithm: sameKeyFamily(algorithm) }),
    curve: curveName(curve),
    signature: signatureName(signature),
    ...rest,
  };
}
