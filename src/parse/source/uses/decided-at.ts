import type { DecidedAt } from '../../../model/index.js';
import type { PartName } from '../rules/rule.js';
import type { Slot, Use } from './use.js';

/** What decides the asset, the most telling first. */
const DECIDING: readonly PartName[] = [
  'parameters',
  'size',
  'curve',
  'algorithm',
  'hash',
  'minVersion',
  'versions',
  'maxVersion',
  'groups',
  'suites',
  'schemes',
  'verification',
];
const MOST = 6;

/**
 * The places of the values that were chosen, where they are on another line than the use.
 * @param chosen the alternative of each part that the asset is made of
 * @param path of the file in which the use stands
 */
export function decidedAt(
  chosen: Partial<Record<PartName, Slot>>,
  use: Pick<Use, 'line'>,
  path: string,
): readonly DecidedAt[] {
  return DECIDING.flatMap((what): DecidedAt[] => {
    const slot = chosen[what] && firstWritten(chosen[what]);
    if (!slot || (slot.line === use.line && (slot.path ?? path) === path)) return [];
    const { line, column } = slot;
    return [{ what, location: { type: 'file', path: slot.path ?? path, line, column } }];
  }).slice(0, MOST);
}

interface Written {
  readonly line: number;
  readonly column: number;
  readonly path?: string;
}

/** Of a list the place of its first item. */
function firstWritten(slot: Slot): Written | undefined {
  return allWritten(slot)[0];
}

/** Where the value is written; of a list, where each item is. */
export function allWritten(slot: Slot): readonly Written[] {
  if ('list' in slot) return slot.list.flat().flatMap(allWritten);
  if ('pieces' in slot && slot.pieces) return slot.pieces.map(({ at }) => at);
  return 'at' in slot && slot.at ? [slot.at] : [];
}
