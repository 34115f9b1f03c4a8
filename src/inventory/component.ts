const MANIFESTS = new Set([
  'package.json',
  'pom.xml',
  'build.gradle',
  'build.gradle.kts',
  'go.mod',
  'pyproject.toml',
  'setup.py',
  'Cargo.toml',
  'composer.json',
  'Gemfile',
  'Package.swift',
  'pubspec.yaml',
  'mix.exs',
  'CMakeLists.txt',
  'Chart.yaml',
]);
const MANIFEST_ENDINGS = ['.csproj', '.fsproj', '.vbproj', '.gemspec'];

/** Name of the component of files that belong to none. */
const ROOT_COMPONENT = '.';

/** Which folder owns a file: the nearest one with a manifest, else the top-level folder. */
export class Components {
  readonly #manifests = new Set<string>();
  readonly #known = new Map<string, string>();

  /** @param paths all files of the scan, relative to its root */
  constructor(paths: Iterable<string>) {
    for (const path of paths) {
      const slash = path.lastIndexOf('/');
      const name = path.slice(slash + 1);
      if (MANIFESTS.has(name) || MANIFEST_ENDINGS.some((ending) => name.endsWith(ending))) {
        this.#manifests.add(path.slice(0, Math.max(0, slash)));
      }
    }
  }

  of(path: string): string {
    const file = path.split('!/')[0] as string;
    const folder = file.slice(0, Math.max(0, file.lastIndexOf('/')));
    let component = this.#known.get(folder);
    if (component === undefined) {
      component = this.#find(folder);
      this.#known.set(folder, component);
    }
    return component;
  }

  #find(folder: string): string {
    for (let at = folder; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
      if (this.#manifests.has(at)) return at;
    }
    if (this.#manifests.has('')) return ROOT_COMPONENT;
    return folder.split('/')[0] || ROOT_COMPONENT;
  }
}
