import { NONE, type Value, type Values } from './values.js';

/** Items of a list that are kept; what has more is data. */
export const MOST_ITEMS = 200;

/** Lists to which the code has added something after they were made. */
export const filledLater = new WeakSet<readonly Values[]>();

/** Puts items behind those of a list. */
export function addItems(list: readonly Values[], items: readonly Values[]): void {
  const room = Math.max(0, MOST_ITEMS - list.length);
  (list as Values[]).push(...items.slice(0, room).map((item) => withoutLoop(list, item)));
  filledLater.add(list);
}

/** `params[1] = value` of an array that is filled one by one; what only empties an element, at the end of its life, says nothing. */
export function putItem(list: readonly Values[], index: string, item: Values): void {
  const at = /^\d+$/.test(index) ? Number(index) : MOST_ITEMS;
  if (at >= MOST_ITEMS || (list[at]?.length && item.every((one) => one.t === 'const' && one.v === null))) return;
  while (list.length < at) (list as Values[]).push(NONE);
  (list as Values[])[at] = withoutLoop(list, item);
}

/** An item without what holds the list itself: who walks the list would not come to its end. */
function withoutLoop(list: readonly Values[], item: Values): Values {
  if (!item.some((one) => one.t === 'list')) return item;
  return item.filter((one) => !holds(one, list, new Set()));
}

function holds(value: Value, list: readonly Values[], seen: Set<readonly Values[]>): boolean {
  if (value.t !== 'list' || seen.has(value.items)) return false;
  seen.add(value.items);
  return value.items === list || value.items.some((item) => item.some((one) => holds(one, list, seen)));
}
