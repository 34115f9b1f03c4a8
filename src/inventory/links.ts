import { addTo } from '../basics/groups.js';
import { compare } from '../basics/order.js';
import type { CertificateAsset, CryptoAsset, Link, MaterialAsset, Occurrence, Reference } from '../model/index.js';
import { FilesNamed } from './files-named.js';

/** Cross-signed or copied issuers share a key id: enough of them to be useful, few enough to stay linear. */
const MOST_ISSUERS = 8;

/** The links between assets that their content proves. Sorted, each once. */
export function linkAssets(assets: readonly CryptoAsset[], occurrences: readonly Occurrence[]): Link[] {
  const index = new AssetIndex(assets);
  const links = new Map<string, Link>();
  const add = (link: Link): void => {
    if (link.from !== link.to) links.set(`${link.from}\n${link.to}\n${link.relation}`, link);
  };
  for (const sameKey of index.bySpki.values()) linkSameKey(sameKey, add);
  for (const asset of assets) if (asset.kind === 'certificate') linkIssuer(asset, index, add);
  const files = new FilesNamed(occurrences, index.inFiles);
  for (const occurrence of occurrences) {
    for (const reference of occurrence.references ?? []) {
      for (const to of resolve(reference, occurrence, index, files)) {
        add({ from: occurrence.asset, to, relation: reference.relation });
      }
    }
  }
  return [...links].sort(([a], [b]) => compare(a, b)).map(([, link]) => link);
}

type Keyed = CertificateAsset | MaterialAsset;

class AssetIndex {
  readonly ids = new Set<string>();
  readonly inFiles = new Set<string>();
  readonly bySpki = new Map<string, Keyed[]>();
  readonly byKeyId = new Map<string, CertificateAsset[]>();
  readonly bySubject = new Map<string, CertificateAsset[]>();

  constructor(assets: readonly CryptoAsset[]) {
    for (const asset of assets) {
      this.ids.add(asset.id);
      if (asset.kind === 'certificate' || asset.kind === 'related-crypto-material') {
        this.inFiles.add(asset.id);
        if (asset.spkiSha256) addTo(this.bySpki, asset.spkiSha256, asset);
      }
      if (asset.kind === 'certificate') {
        if (asset.subjectKeyId) addTo(this.byKeyId, asset.subjectKeyId, asset);
        // Two ends with an empty name are not related.
        if (asset.subject) addTo(this.bySubject, asset.subject, asset);
      }
    }
  }
}

/** Keys point to the certificates that carry them; certificates and requests with one key are chained, not all paired. */
function linkSameKey(assets: readonly Keyed[], add: (link: Link) => void): void {
  const certificates = assets.filter((one) => one.kind === 'certificate');
  const keys = assets.filter((one) => one.kind !== 'certificate');
  for (const key of keys) {
    for (const certificate of certificates.slice(0, MOST_ISSUERS)) {
      add({ from: certificate.id, to: key.id, relation: 'certificate-of' });
    }
  }
  for (const list of [certificates, keys]) {
    for (let i = 1; i < list.length; i++) {
      add({ from: (list[i - 1] as Keyed).id, to: (list[i] as Keyed).id, relation: 'same-key' });
    }
  }
}

/** RFC 5280 4.2.1.1: the authority key id names the issuer's key; the issuer's name where there is none. */
function linkIssuer(asset: CertificateAsset, index: AssetIndex, add: (link: Link) => void): void {
  if (asset.selfSigned) return;
  const byKey = asset.authorityKeyId ? index.byKeyId.get(asset.authorityKeyId) : undefined;
  const byName = asset.authorityKeyId ? undefined : index.bySubject.get(asset.issuer);
  const issuers = (byKey ?? byName ?? []).filter((one) => one.isCa !== false && one.subject === asset.issuer);
  for (const issuer of issuers.slice(0, MOST_ISSUERS)) add({ from: issuer.id, to: asset.id, relation: 'issuer-of' });
}

function resolve(reference: Reference, from: Occurrence, index: AssetIndex, files: FilesNamed): readonly string[] {
  const ids = (assets: readonly CryptoAsset[] | undefined) => (assets ?? []).slice(0, MOST_ISSUERS).map(({ id }) => id);
  switch (reference.by) {
    case 'asset':
      return index.ids.has(reference.value) ? [reference.value] : [];
    case 'spki':
      return ids(index.bySpki.get(reference.value));
    case 'key-id':
      return ids(index.byKeyId.get(reference.value));
    case 'subject':
      return ids(index.bySubject.get(reference.value));
    case 'path':
      return files.assetsIn(reference.value, from);
  }
}
