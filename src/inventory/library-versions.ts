import { addTo } from '../basics/groups.js';
import type { LibraryAsset, Observation } from '../model/index.js';

type LibraryObservation = Observation & { readonly asset: LibraryAsset };

/**
 * Gives a library that a manifest names with a range, or without a version, the version that the lockfile beside or above
 * it has installed, or that the tree manages for its modules (`dependencyManagement`, central package versions, workspace
 * dependencies), so that the pair is one asset at two places and not two assets. Where there are several, the range stays.
 * What is managed and taken by a module is no dependency of its own and falls away.
 */
export function settleLibraryVersions(observations: readonly Observation[]): Observation[] {
  const locked = byPackage(observations, (one) => one.details?.['locked'] === true);
  const managed = byPackage(observations, isManaged);
  if (locked.size === 0 && managed.size === 0) return [...observations];
  const taken = new Set(
    observations.flatMap((one) => (isManifest(one) && !isManaged(one) ? [packageKey(one.asset)] : [])),
  );
  const settled = observations
    .filter((one) => !(isManifest(one) && isManaged(one) && taken.has(packageKey(one.asset))))
    .map((one) => {
      if (!isManifest(one) || one.asset.version !== undefined) return one;
      const lists = [locked, managed].map((known) => known.get(packageKey(one.asset)) ?? []);
      const found = lists.reduce<LibraryObservation | undefined>((best, list) => best ?? nearest(one, list), undefined);
      const decides = found ?? only(managed.get(packageKey(one.asset)) ?? []);
      return decides ? withVersion(one, decides) : one;
    });
  const direct = new Set(settled.flatMap(({ asset }) => (asset.kind === 'library' && asset.direct ? asset.id : [])));
  return settled.map((one) =>
    one.asset.kind === 'library' && direct.has(one.asset.id) ? { ...one, asset: { ...one.asset, direct: true } } : one,
  );
}

function byPackage(
  observations: readonly Observation[],
  counts: (one: Observation) => boolean,
): Map<string, LibraryObservation[]> {
  const found = new Map<string, LibraryObservation[]>();
  for (const one of observations) {
    if (!isManifest(one) || one.asset.version === undefined || !counts(one)) continue;
    const key = packageKey(one.asset);
    addTo(found, key, one);
  }
  return found;
}

function isManaged(one: Observation): boolean {
  return one.details?.['managed'] === true;
}

/** Not above the manifest, but the only one of the tree: a bill of materials beside the modules. */
function only(managed: readonly LibraryObservation[]): LibraryObservation | undefined {
  return new Set(managed.map(({ asset }) => asset.version)).size === 1 ? managed[0] : undefined;
}

function isManifest(one: Observation): one is LibraryObservation {
  return one.asset.kind === 'library' && one.evidence.technique === 'manifest';
}

function packageKey(asset: LibraryAsset): string {
  return `${asset.ecosystem} ${asset.name.toLowerCase().replace(/[-_.]+/g, '-')}`;
}

/** The one version in the nearest folder at or above the manifest; what the project itself asks for goes first. */
function nearest(manifest: LibraryObservation, locked: readonly LibraryObservation[]): LibraryObservation | undefined {
  const folder = folderOf(manifest);
  const above = locked.filter((one) => folderOf(one) === '' || `${folder}/`.startsWith(`${folderOf(one)}/`));
  const deepest = Math.max(...above.map((one) => folderOf(one).length));
  const here = above.filter((one) => folderOf(one).length === deepest);
  const direct = here.filter((one) => one.asset.direct);
  const choice = direct.length > 0 ? direct : here;
  return new Set(choice.map((one) => one.asset.version)).size === 1 ? choice[0] : undefined;
}

function folderOf(one: Observation): string {
  const { location } = one.evidence;
  const path = location.type === 'file' ? location.path : '';
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

function withVersion(one: LibraryObservation, installed: LibraryObservation): Observation {
  const { unknown, ...usage } = one.usage;
  const left = [
    ...(unknown ?? []).filter(({ what }) => what !== 'version' && what !== 'pqc'),
    ...pqcUnknown(installed),
  ];
  const { location } = installed.evidence;
  return {
    ...one,
    asset: { ...installed.asset, direct: true },
    usage: { ...usage, ...(left.length > 0 && { unknown: left }) },
    details: { ...one.details, ...(location.type === 'file' && { versionFrom: location.path }) },
  };
}

function pqcUnknown(installed: Observation) {
  return (installed.usage.unknown ?? []).filter(({ what }) => what === 'pqc');
}
