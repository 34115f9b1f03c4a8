import { bodiesOf, type Knowledge } from '../model/index.js';

type Entry = Readonly<Record<string, unknown>> & { readonly id: string; readonly like?: string };

/** What `like` never takes over: what makes an entry itself, and the change of its own files. */
const OWN = ['id', 'when', 'like', 'fix'] as const;

/**
 * The entries of `rules/remedies/` by id, in their order; a later one with the same id replaces the earlier. An entry that is
 * `like` another takes over what it does not say itself.
 * @throws Error when `like` names no entry, or goes in a circle
 */
export function remedyEntries<T>(knowledge: Knowledge): ReadonlyMap<string, T> {
  const written = new Map<string, Entry>();
  for (const body of bodiesOf(knowledge, 'remedies')) {
    for (const entry of (body['remedies'] ?? []) as readonly Entry[]) written.set(entry.id, entry);
  }
  return new Map([...written.keys()].map((id) => [id, complete(written, id, []) as T]));
}

function complete(written: ReadonlyMap<string, Entry>, id: string, through: readonly string[]): Entry {
  const entry = written.get(id);
  if (!entry || through.includes(id)) throw new Error(`remedy ${through.at(-1)}: like ${id}, which is none`);
  if (entry.like === undefined) return entry;
  const model = { ...complete(written, entry.like, [...through, id]) } as Record<string, unknown>;
  for (const key of OWN) delete model[key];
  return { ...model, ...entry };
}
