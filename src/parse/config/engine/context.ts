import type { Catalog } from '../../../catalog/catalog.js';
import type { Artifact, Companion } from '../../../model/index.js';

/** What is known beside the tree while a file is judged. */
export interface FileContext {
  readonly artifact: Artifact;
  readonly catalog: Catalog;
  /** Variables that the file itself determines: Terraform defaults and locals, Ansible vars, Apache Define. */
  readonly variables: ReadonlyMap<string, string>;
  /** The files of the tree that a file names; none on the first reading. */
  readonly companions: (from: string, pattern: string) => readonly Companion[];
  /** What could not be decided without other files: patterns to be asked for. */
  readonly asks: Set<string>;
}
