import type { Catalog } from '../catalog/catalog.js';
import type { Inventory } from '../inventory/inventory.js';
import type { Finding, Knowledge, PolicyInfo, RuleInfo } from '../model/index.js';

export interface Assessment {
  readonly findings: readonly Finding[];
  readonly rules: readonly RuleInfo[];
  readonly policies: readonly PolicyInfo[];
}

/** Judges the inventory by the policies on a date. Only this stage says that something is wrong. */
export function assess(_inventory: Inventory, _knowledge: Knowledge, _catalog: Catalog, _today: string): Assessment {
  return { findings: [], rules: [], policies: [] };
}
