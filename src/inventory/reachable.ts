import { contextOfPath } from '../catalog/code-context.js';
import type { LibraryAsset, Observation } from '../model/index.js';

/** File endings of the languages whose code can import a package of the ecosystem. */
const CODE: Readonly<Record<string, RegExp>> = {
  npm: /\.(?:[cm]?[jt]sx?|vue|svelte|html?)$/i,
  pypi: /\.(?:pyx?|pyi|ipynb)$/i,
  golang: /\.go$/i,
  cargo: /\.rs$/i,
  maven: /\.(?:java|kts?|scala|groovy|gradle|clj|jsp)$/i,
  nuget: /\.(?:cs|fs|vb|ps1|razor|cshtml)$/i,
};

/**
 * Says of each package of a manifest whether code of this tree reaches it: `reachable: true` with the place of a call that is
 * known to be the package's, `false` where the tree has no code of a language that could import it, else `unknown`: an
 * import whose calls no rule knows leaves no trace.
 * @param paths all files of the scan
 */
export function markReachable(observations: readonly Observation[], paths: readonly string[]): Observation[] {
  if (!observations.some(isFromManifest)) return [...observations];
  const called = callsByRoot(observations);
  const has = new Map<string, boolean>();
  const codeFor = (ecosystem: string): boolean => {
    const known = has.get(ecosystem) ?? paths.some((path) => CODE[ecosystem]?.test(path));
    has.set(ecosystem, known);
    return known;
  };
  return observations.map((one) => {
    if (!isFromManifest(one)) return one;
    const { asset } = one;
    const at = importNames(asset, one.details?.['imports']).flatMap((name) => called.get(name) ?? [])[0];
    const reachable = at !== undefined ? true : paths.length > 0 && !codeFor(asset.ecosystem) ? false : 'unknown';
    const marked = { ...one, details: { ...one.details, reachable, ...(at !== undefined && { reachableAt: at }) } };
    return withoutUnusedPart(marked, asset, called);
  });
}

/** A package of a language whose imports are known. */
function isFromManifest(one: Observation): one is Observation & { readonly asset: LibraryAsset } {
  return one.asset.kind === 'library' && one.evidence.technique === 'manifest' && one.asset.ecosystem in CODE;
}

/**
 * Of a package of which one part alone has something post-quantum (`x/crypto/ssh` of `x/crypto`), an upgrade is asked for only
 * where code calls that part.
 */
function withoutUnusedPart(one: Observation, asset: LibraryAsset, called: ReadonlyMap<string, string>): Observation {
  const part = one.details?.['pqcPart'];
  if (typeof part !== 'string' || asset.pqc !== 'needs-upgrade' || called.has(part)) return one;
  // `vendor/modules.txt` lists what is imported.
  if (
    String(one.details?.['packages'] ?? '')
      .split(' ')
      .includes(part)
  )
    return one;
  const why = `only ${part} has something post-quantum, and no call of it is known in this tree`;
  return {
    ...one,
    asset: { ...asset, pqc: 'unknown' },
    usage: { ...one.usage, unknown: [...(one.usage.unknown ?? []), { what: 'pqc', why }] },
  };
}

/** Every beginning of a called name, up to a separator → the first place in production code that calls it. */
function callsByRoot(observations: readonly Observation[]): Map<string, string> {
  const found = new Map<string, string>();
  const roots = new Map<string, readonly string[]>();
  for (const { evidence, usage } of observations) {
    const { location, symbol } = evidence;
    if (usage.language === undefined || symbol === undefined || location.type !== 'file') continue;
    if (usage.context !== 'production' || contextOfPath(location.path) !== 'production') continue;
    const place = location.line === undefined ? location.path : `${location.path}:${location.line}`;
    if (!roots.has(symbol)) roots.set(symbol, rootsOf(symbol));
    for (const root of roots.get(symbol) ?? []) {
      const known = found.get(root);
      if (known === undefined || place < known) found.set(root, place);
    }
  }
  return found;
}

function rootsOf(symbol: string): string[] {
  const name = symbol.slice(0, 200).replace(/\/v\d+(?=[./]|$)/, '');
  const ends = [...name.matchAll(/[./]|::/g)].map(({ index }) => name.slice(0, index));
  return [...ends, name];
}

/** Names under which code imports a package, when they follow from the package's own. */
function importNames({ ecosystem, name }: LibraryAsset, stated: string | number | boolean | undefined): string[] {
  if (typeof stated === 'string') return stated.split(', ');
  switch (ecosystem) {
    case 'pypi':
      return [name.toLowerCase().replace(/[-.]+/g, '_')];
    case 'cargo':
      return [name.replaceAll('-', '_')];
    case 'golang':
      return name === 'stdlib' ? ['crypto'] : [name.replace(/\/v\d+$/, '')];
    case 'maven':
      return [name.slice(0, name.indexOf(':'))];
    default:
      return [name];
  }
}
