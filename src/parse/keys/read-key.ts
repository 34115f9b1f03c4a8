import { createHash } from 'node:crypto';
import type { AlgorithmAsset, MaterialAsset } from '../../model/index.js';
import { nonEmpty, present } from '../pki/attempt.js';
import type { PublicKey } from '../pki/public-key.js';
import type { EncryptionScheme } from './encryption-scheme.js';

/** A key or parameters as read from any format, before it becomes an observation. Holds nothing secret. */
export interface ReadKey {
  readonly type: MaterialAsset['type'];
  readonly format: string;
  /** Public half: absent when the material does not let it be known. */
  readonly key?: PublicKey;
  readonly algorithm?: AlgorithmAsset;
  readonly size?: number;
  readonly protection?: EncryptionScheme;
  readonly fingerprint?: string;
  readonly comment?: string;
  /** ISO 8601. */
  readonly creationDate?: string;
  readonly expirationDate?: string;
  readonly weaknesses?: readonly string[];
  readonly problems?: readonly string[];
  /** Why the content stays closed, when it does. */
  readonly closed?: string;
  /** Identity where no public half is known: hash of the bytes that hold it. */
  readonly contentId?: string;
}

/** Identity: the public half where it is known, so that one key in two formats is one asset. */
export function keyAsset(read: ReadKey): MaterialAsset {
  const algorithm = read.algorithm ?? read.key?.algorithm;
  const size = read.size ?? read.key?.size;
  const identity = read.key?.spkiSha256 ?? read.fingerprint ?? read.contentId ?? 'unidentified';
  const state = read.protection ? 'encrypted ' : '';
  return {
    kind: 'related-crypto-material',
    id: `material/${read.type}/${identity}${read.protection ? '/encrypted' : ''}`,
    name: [`${state}${read.type === 'other' ? read.format : read.type.replace('-', ' ')}`, algorithm?.name]
      .filter(Boolean)
      .join(' '),
    type: read.type,
    format: read.format,
    ...present({
      algorithm,
      size,
      spkiSha256: read.key?.spkiSha256,
      fingerprint: read.fingerprint,
      securedBy: read.protection && {
        mechanism: read.protection.mechanism,
        ...(read.protection.cipher ? { algorithm: read.protection.cipher } : {}),
      },
      weaknesses: nonEmpty([...(read.key?.weaknesses ?? []), ...(read.weaknesses ?? [])]),
      creationDate: read.creationDate,
      expirationDate: read.expirationDate,
      comment: read.comment,
    }),
  };
}

export function contentId(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
