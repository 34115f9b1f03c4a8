import { createHash } from 'node:crypto';
import { type AlgorithmAsset, type Artifact, ParseError, type ParseResult } from '../../model/index.js';
import type { ParseContext } from '../parser.js';
import { readCertificate } from '../pki/certificate.js';
import { certificateResult, joinResults, materialResult, placeOf } from '../pki/observe.js';

const MAGIC = 'APK Sig Block 42';
const SCHEMES: Readonly<Record<number, string>> = { 1896449818: 'v2', 4031998144: 'v3', 462663009: 'v3.1' };

/** Signature algorithm ids of APK Signature Scheme v2. */
const ALGORITHMS: Readonly<Record<number, string>> = {
  257: 'SHA256withRSAandMGF1',
  258: 'SHA512withRSAandMGF1',
  259: 'SHA256withRSA',
  260: 'SHA512withRSA',
  513: 'SHA256withECDSA',
  514: 'SHA512withECDSA',
  769: 'SHA256withDSA',
};

/** The block before the central directory of a signed Android package: certificates and signature algorithms. */
export function readApkSigningBlock(
  view: Buffer,
  centralDirectory: number,
  artifact: Artifact,
  context: ParseContext,
): ParseResult | undefined {
  const end = Math.min(centralDirectory, view.length);
  if (end < 32 || view.subarray(end - 16, end).toString('latin1') !== MAGIC) return undefined;
  const size = Number(view.readBigUInt64LE(end - 24));
  const start = end - size;
  if (size < 24 || start < 0) return undefined;
  const results: ParseResult[] = [];
  try {
    for (let at = start; at + 12 <= end - 24; ) {
      const length = Number(view.readBigUInt64LE(at));
      const scheme = SCHEMES[view.readUInt32LE(at + 8)];
      if (length < 4 || at + 8 + length > end) break;
      if (scheme) results.push(...signers(view.subarray(at + 12, at + 8 + length), scheme, artifact, context));
      at += 8 + length;
    }
  } catch (error) {
    if (!(error instanceof ParseError) && !(error instanceof RangeError)) throw error;
  }
  return results.length > 0 ? joinResults(results) : undefined;
}

function signers(block: Buffer, scheme: string, artifact: Artifact, context: ParseContext): ParseResult[] {
  const place = { ...placeOf(artifact, 'apk'), symbol: `APK signature scheme ${scheme}` };
  return prefixed(prefixed(block)[0] ?? Buffer.alloc(0)).flatMap((signer) => {
    const [signedData = Buffer.alloc(0)] = prefixed(signer);
    // v3 puts the first and last API level between signed data and signatures
    const behind = signer.subarray(4 + signedData.length + (scheme === 'v2' ? 0 : 8));
    const certificates = prefixed(prefixed(signedData)[1] ?? Buffer.alloc(0));
    const signatures = prefixed(prefixed(behind)[0] ?? Buffer.alloc(0));
    const algorithms = signatures
      .map((one) => (one.length >= 4 ? context.catalog.named(ALGORITHMS[one.readUInt32LE(0)] ?? '') : undefined))
      .filter((one): one is AlgorithmAsset => one !== undefined);
    const asset = {
      kind: 'related-crypto-material',
      id: `material/signature/${createHash('sha256').update(signer).digest('hex')}`,
      name: ['APK signature', algorithms[0]?.name].filter(Boolean).join(' '),
      type: 'signature',
      format: `APK signature scheme ${scheme}`,
    } as const;
    return [
      materialResult(algorithms[0] ? { ...asset, algorithm: algorithms[0] } : asset, algorithms, place),
      ...certificates.map((der) => certificateResult(readCertificate(der, context.catalog), place)),
    ];
  });
}

/** A sequence of values, each behind its length in four octets, little endian. */
function prefixed(bytes: Buffer): Buffer[] {
  const values: Buffer[] = [];
  for (let at = 0; at + 4 <= bytes.length && values.length < 1000; ) {
    const length = bytes.readUInt32LE(at);
    if (at + 4 + length > bytes.length) break;
    values.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return values;
}
