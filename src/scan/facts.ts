import type { Inventory } from '../inventory/inventory.js';
import type { Attempt, Coverage, DataField, InlineIgnore } from '../model/index.js';

/** What was found out by looking, before anything is judged. */
export interface Facts {
  readonly inventory: Inventory;
  readonly fields: readonly DataField[];
  readonly ignores: readonly InlineIgnore[];
  readonly attempts: readonly Attempt[];
  readonly coverage: Coverage;
  readonly notices: readonly string[];
}
