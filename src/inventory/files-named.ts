import type { Occurrence } from '../model/index.js';

/** Certificates, keys and stores by the file they are in: what a configuration that names a file means. */
export class FilesNamed {
  readonly #assets = new Map<string, Set<string>>();
  readonly #byName = new Map<string, string[]>();

  /** @param inFiles ids of the assets that a file can be: certificates, keys, stores */
  constructor(occurrences: readonly Occurrence[], inFiles: ReadonlySet<string>) {
    for (const { asset, evidence, partOf } of occurrences) {
      if (partOf || evidence.location.type !== 'file' || !inFiles.has(asset)) continue;
      const path = evidence.location.path.split('!/')[0] as string;
      let assets = this.#assets.get(path);
      if (!assets) {
        assets = new Set();
        this.#assets.set(path, assets);
        const name = baseName(path);
        const same = this.#byName.get(name);
        if (same) same.push(path);
        else this.#byName.set(name, [path]);
      }
      assets.add(asset);
    }
  }

  /**
   * Assets in the file that a path means, as written in the file of `from`: relative to the scan root, to the naming
   * file's folder, or, for a path of the machine it is deployed on, the only file with the longest common ending.
   */
  assetsIn(written: string, from: Occurrence): readonly string[] {
    const { location } = from.evidence;
    const folder = location.type === 'file' ? location.path.slice(0, Math.max(0, location.path.lastIndexOf('/'))) : '';
    const plain = normalise(written);
    for (const candidate of [plain, normalise(`${folder}/${written}`)]) {
      const assets = this.#assets.get(candidate);
      if (assets) return [...assets].sort();
    }
    const path = this.#onlyEnding(plain);
    return path === undefined ? [] : [...(this.#assets.get(path) ?? [])].sort();
  }

  #onlyEnding(written: string): string | undefined {
    const parts = written.split('/').reverse();
    let best: string[] = [];
    let length = 0;
    for (const path of this.#byName.get(baseName(written)) ?? []) {
      const own = path.split('/').reverse();
      let common = 0;
      while (common < parts.length && own[common] === parts[common]) common++;
      if (common > length) [best, length] = [[path], common];
      else if (common === length) best.push(path);
    }
    return best.length === 1 ? best[0] : undefined;
  }
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Resolves `.` and `..`, drops a leading `/`. */
function normalise(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
