import type { FileContext } from './context.js';
import { excerptOf, locationOf } from './evidence.js';
import type { ReadList } from './values.js';

/** Lists of a protocol that a change concerns one by one. */
type Aspect = 'groups' | 'versions' | 'suites';

/**
 * Where each list is written: a change of the versions shows the line of the versions, which need not be the place of the
 * whole. Keys as `groupsBefore`, `groupsLine`, and `groupsPath` where it stands in another file; none for what is a default.
 */
export function writtenAt(
  lists: Readonly<Record<Aspect, ReadList | undefined>>,
  context: FileContext,
): Record<string, string | number> {
  const details: Record<string, string | number> = {};
  for (const [aspect, list] of Object.entries(lists)) {
    const setting = list?.from.at(-1);
    if (!setting || setting.value === '') continue;
    const { path, line } = locationOf(setting, context);
    details[`${aspect}Before`] = excerptOf(setting, context);
    if (line !== undefined) details[`${aspect}Line`] = line;
    if (path !== context.artifact.path) details[`${aspect}Path`] = path;
  }
  return details;
}
