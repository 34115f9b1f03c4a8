/** Package URL types read by the manifest parsers. */
export type Ecosystem =
  | 'npm'
  | 'pypi'
  | 'golang'
  | 'maven'
  | 'cargo'
  | 'nuget'
  | 'gem'
  | 'composer'
  | 'swift'
  | 'cocoapods'
  | 'pub'
  | 'conan'
  | 'vcpkg'
  | 'cmake'
  | 'hex'
  | 'deb'
  | 'apk'
  | 'rpm'
  | 'docker'
  | 'generic';

/** A place in the text of a manifest. Lines and columns count from 1, in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One package as a manifest, lockfile, image recipe or SBOM names it, known to us or not. */
export interface Dependency {
  readonly ecosystem: Ecosystem;
  /** As in a package URL; Maven `group:artifact`. */
  readonly name: string;
  /** Exact version. Absent: only a range, or nothing, is said. */
  readonly version?: string;
  /** The version as written, when it is not exact. */
  readonly range?: string;
  readonly at: Position;
  /** Named by the project itself; absent when the format does not tell. */
  readonly direct?: boolean;
  /** `dev`, `test`, `build`, `optional`, `peer`: as the format has it. */
  readonly scope?: string;
  /** Written by a tool: the version is what is installed. */
  readonly locked?: boolean;
  /** Further facts: `tlsmlkem=0` of a go.mod. */
  readonly details?: Readonly<Record<string, string | number | boolean>>;
}
