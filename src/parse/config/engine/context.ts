import type { Catalog } from '../../../catalog/catalog.js';
import type { Artifact } from '../../../model/index.js';

/** What is known beside the tree while a file is judged. */
export interface FileContext {
  readonly artifact: Artifact;
  readonly catalog: Catalog;
  /** Variables that the file itself determines: Terraform defaults and locals, Ansible vars, Apache Define. */
  readonly variables: ReadonlyMap<string, string>;
}
