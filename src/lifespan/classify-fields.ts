import { contextOfPath } from '../catalog/code-context.js';
import type { DataField } from '../model/index.js';
import type { DataClasses } from './data-classes.js';
import { recognise } from './recognise.js';

export type ClassifiedField = DataField & { readonly dataClass: string };

/**
 * The fields whose class is known, in the order given. Fields of tests, examples and documents are no evidence of data.
 * A field that fits several classes gets the one that was strong there, then the one that stays secret longest.
 */
export function classifyFields(fields: readonly DataField[], classes: DataClasses): readonly ClassifiedField[] {
  const groups = new Map<string, DataField[]>();
  for (const field of fields) {
    if (!countsAsData(field.location.path)) continue;
    const key = `${field.location.path}\n${field.owner}`;
    const group = groups.get(key);
    if (group) group.push(field);
    else groups.set(key, [field]);
  }
  const chosen = new Map<DataField, string>();
  for (const group of groups.values()) {
    const best = new Map<number, { id: string; rank: number }>();
    for (const { id, hits } of recognise(
      group[0]!.owner,
      group.map((one) => one.name),
      classes,
    )) {
      for (const { index, strong } of hits) {
        const rank = (strong ? 1000 : 0) + (classes.byId.get(id)?.secrecyYears ?? 0);
        if (rank > (best.get(index)?.rank ?? -1)) best.set(index, { id, rank });
      }
    }
    for (const [index, { id }] of best) chosen.set(group[index]!, id);
  }
  return fields.flatMap((field) => {
    const dataClass = chosen.get(field);
    return dataClass === undefined ? [] : [{ ...field, dataClass }];
  });
}

function countsAsData(path: string): boolean {
  const context = contextOfPath(path);
  return context === 'production' || context === 'generated';
}
