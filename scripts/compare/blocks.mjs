// Certificates, requests, CRLs and keys, in PEM or DER, beside OpenSSL's text of them.
import { createHash } from 'node:crypto';
import { blocksOf } from './files.mjs';
import { pem, readingOf, requestTexts, sameKeyFamily, storeTexts } from './openssl.mjs';
import { curveName, qdayReading, signatureName } from './qday.mjs';
import { Comparison } from './table.mjs';

const KINDS = {
  CERTIFICATE: 'X.509',
  'X509 CERTIFICATE': 'X.509',
  'TRUSTED CERTIFICATE': 'X.509',
  'X509 CRL': 'X.509 CRL',
  'CERTIFICATE REQUEST': 'X.509 request',
  'NEW CERTIFICATE REQUEST': 'X.509 request',
  'PRIVATE KEY': 'key',
  'PUBLIC KEY': 'key',
  'RSA PRIVATE KEY': 'key',
  'RSA PUBLIC KEY': 'key',
  'EC PRIVATE KEY': 'key',
  'DSA PRIVATE KEY': 'key',
};
/** A DER file is what OpenSSL first reads it as. */
const TRIED = [
  'CERTIFICATE',
  'X509 CRL',
  'PRIVATE KEY',
  'PUBLIC KEY',
  'RSA PRIVATE KEY',
  'EC PRIVATE KEY',
  'CERTIFICATE REQUEST',
];
const SLOW = 2000;

export async function compareBlocks(paths) {
  const comparisons = {
    'X.509': new Comparison('certificates', 'openssl'),
    'X.509 request': new Comparison('requests', 'openssl'),
    'X.509 CRL': new Comparison('CRLs', 'openssl'),
    key: new Comparison('keys', 'openssl'),
    DER: new Comparison('other DER files', 'openssl'),
  };
  for (const block of withTexts([...distinct(paths)])) await compare(block, comparisons);
  return Object.values(comparisons);
}

function* distinct(paths) {
  const seen = new Set();
  for (const path of paths) {
    for (const block of blocksOf(path)) {
      const hash = createHash('sha256').update(block.der).digest('hex');
      if (seen.has(hash) || !(block.label === 'DER' || KINDS[block.label])) continue;
      seen.add(hash);
      yield { ...block, where: `${path} ${hash.slice(0, 8)}` };
    }
  }
}

/** Each block with its kind and OpenSSL's text, `undefined` where it is refused. */
function withTexts(blocks) {
  const done = [];
  let open = blocks.filter(({ label }) => label === 'DER');
  for (const label of TRIED) {
    const read = textsOf(open.map((block) => ({ ...block, label })));
    done.push(...read.filter(({ text }) => text !== undefined));
    open = open.filter((_, index) => read[index].text === undefined);
  }
  const refused = open.map((block) => ({ ...block, kind: 'DER' }));
  return [...textsOf(blocks.filter(({ label }) => label !== 'DER')), ...done, ...refused];
}

function textsOf(blocks) {
  const isRequest = ({ label }) => KINDS[label] === 'X.509 request';
  const stored = blocks.filter((block) => !isRequest(block));
  const requests = blocks.filter(isRequest);
  const texts = new Map();
  storeTexts(stored.map(({ label, der }) => pem(label, der))).forEach(
    (text, index) => void texts.set(stored[index], text),
  );
  requestTexts(requests.map(({ der }) => der)).forEach((text, index) => void texts.set(requests[index], text));
  return blocks.map((block) => ({ ...block, kind: KINDS[block.label], text: texts.get(block) }));
}

async function compare({ der, kind, text, where }, comparisons) {
  const comparison = comparisons[kind];
  const { assets, attempts, milliseconds } = await qdayReading(der, 'block.der');
  if (milliseconds > SLOW) comparison.different.push(`${where}: ${Math.round(milliseconds)} ms`);
  for (const one of attempts.filter(({ reason }) => reason === 'bug'))
    comparison.different.push(`${where}: ${one.detail}`);
  if (text === undefined) comparison.refuse(where, assets.length + attempts.length > 0);
  else comparison.add(where, oursOf(kind, assets), theirsOf(text));
}

function oursOf(kind, assets) {
  if (kind === 'key') {
    const asset = assets.find((one) => one.kind === 'related-crypto-material');
    const { family, oid } = asset?.algorithm ?? {};
    return asset && { algorithm: family, oid, size: asset.size, curve: asset.algorithm?.curve };
  }
  const asset = assets.find((one) => one.format === kind);
  const key = asset?.publicKey ?? asset?.algorithm;
  return (
    asset && {
      algorithm: key?.family === 'unknown' ? key.oid : key?.family,
      oid: key?.oid,
      size: asset.size ?? key?.size,
      curve: key?.curve,
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
