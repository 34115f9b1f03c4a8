import { addTo } from '../basics/groups.js';
import type { CryptoAsset, Evidence, LibraryAsset, Usage } from '../model/index.js';

/** A library, image or runtime seen somewhere: an observation without its asset, or an occurrence. */
export interface Sighting {
  readonly evidence: Evidence;
  readonly usage: Usage;
  readonly details?: Readonly<Record<string, string | number | boolean>>;
}

/** What a tree has of a product at one place. */
export interface ProductVersion<S extends Sighting = Sighting> {
  readonly asset: LibraryAsset;
  readonly sighting: S;
  /** Of the product itself: of an image what it ships, never its own tag. Absent: not known. */
  readonly version?: string;
  /** `openssl 3.0.2`, or `openssl 3.0 of debian 12`. */
  readonly label: string;
}

/** The products of a tree by every name under which rules and remedies speak of them. */
export class ProductVersions<S extends Sighting = Sighting> {
  readonly #byName = new Map<string, ProductVersion<S>[]>();

  add(asset: CryptoAsset | undefined, sighting: S): void {
    if (asset?.kind !== 'library') return;
    const product = text(sighting.details?.['product']);
    const shipped = text(sighting.details?.['productVersion']);
    const own = asset.version === undefined ? asset.name : `${asset.name} ${asset.version}`;
    const isImage = product !== undefined && product !== `${asset.ecosystem}/${asset.name}`;
    const version = isImage ? shipped : asset.version;
    const productName = product?.slice(product.indexOf('/') + 1);
    const seen: ProductVersion<S> = {
      asset,
      sighting,
      ...(version === undefined ? {} : { version }),
      label:
        // An image whose tag is the version of what it ships, `golang:1.26`, says both by its name.
        isImage && version !== undefined && version !== asset.version && productName !== asset.name
          ? `${productName} ${version} of ${own}`
          : own,
    };
    for (const name of new Set([asset.entry, asset.name, `${asset.ecosystem}/${asset.name}`, product])) {
      if (name === undefined) continue;
      addTo(this.#byName, name, seen);
    }
  }

  /** What the tree says it has of a product: in the component, else anywhere. */
  of(products: readonly string[], component: string): readonly ProductVersion<S>[] {
    const found = [...new Set(products.flatMap((one) => this.#byName.get(one) ?? []))];
    const own = found.filter(({ sighting }) => sighting.usage.component === component);
    return own.length > 0 ? own : found;
  }
}

/** `Dockerfile:3`. */
export function placeOf({ evidence: { location } }: Sighting): string {
  return location.type === 'file' ? `${location.path}${location.line ? `:${location.line}` : ''}` : location.endpoint;
}

function text(value: string | number | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
