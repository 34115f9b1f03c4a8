import { bodiesOf, type Knowledge, type ProjectConfig } from '../model/index.js';
import { singular } from './words.js';

/** A data class of `rules/lifespan/`, with its terms split into words. */
export interface DataClass {
  readonly id: string;
  readonly title: string;
  /** The class within a sentence. */
  readonly phrase?: string;
  readonly secrecyYears?: number;
  readonly retentionYears?: number;
  readonly integrityYears?: number;
  readonly inheritsLongest?: boolean;
  readonly confidence: string;
  readonly source: string;
  /** The project's own numbers, from `qday.yaml`. */
  readonly stated?: boolean;
  readonly regimes: readonly { readonly id: string; readonly text: string; readonly confidence: string }[];
  readonly strong: readonly Term[];
  readonly weak: readonly Term[];
  readonly context: readonly Term[];
  readonly exclude: readonly Term[];
}

export type Term = readonly string[];

export interface DataClasses {
  readonly byId: ReadonlyMap<string, DataClass>;
  readonly negatives: ReadonlySet<string>;
  /** First and last words of switches, counts and dates about a datum. */
  readonly flagFirst: ReadonlySet<string>;
  readonly flagLast: ReadonlySet<string>;
  /** Words between others that make a statement about a datum: `amount_is_calculated`. */
  readonly flagInside: ReadonlySet<string>;
  /** How the name of an owner ends that lists kinds, not data: `patient_identifier_type`, `OrderFilterInput`. */
  readonly kinds: readonly Term[];
}

/** Applies where nothing was found and nothing stated. */
export const UNCLASSIFIED = 'unclassified';

/** The classes of all documents, with the project's years and terms over them. */
export function readDataClasses(knowledge: Knowledge, project?: ProjectConfig): DataClasses {
  const byId = new Map<string, DataClass>();
  const lists = {
    negatives: new Set<string>(),
    flagFirst: new Set<string>(),
    flagLast: new Set<string>(),
    flagInside: new Set<string>(),
  };
  const kinds: Term[] = [];
  for (const body of bodiesOf(knowledge, 'lifespan')) {
    for (const raw of (body['classes'] ?? []) as readonly RawClass[]) byId.set(raw.id, split(raw));
    for (const [name, list] of Object.entries(lists)) {
      for (const word of (body[name] ?? []) as readonly string[]) list.add(singular(word));
    }
    kinds.push(...((body['kinds'] ?? []) as readonly string[]).map(toTerm));
  }
  for (const own of project?.dataClasses ?? []) {
    const known =
      byId.get(own.id) ?? split({ id: own.id, title: own.title ?? own.id, confidence: 'stated', source: 'qday.yaml' });
    const { terms = [], ...numbers } = own;
    byId.set(own.id, {
      ...known,
      ...numbers,
      stated: true,
      source: 'qday.yaml',
      strong: [...known.strong, ...terms.map(toTerm)],
    });
  }
  return { byId, ...lists, kinds };
}

/** Id → the class as a sentence names it. */
export function classPhrases({ byId }: DataClasses): ReadonlyMap<string, string> {
  return new Map([...byId.values()].map(({ id, title, phrase }) => [id, phrase ?? title.toLowerCase()]));
}

interface RawClass extends Omit<DataClass, 'strong' | 'weak' | 'context' | 'exclude' | 'regimes'> {
  readonly regimes?: DataClass['regimes'];
  readonly strong?: readonly string[];
  readonly weak?: readonly string[];
  readonly context?: readonly string[];
  readonly exclude?: readonly string[];
}

function split({ strong = [], weak = [], context = [], exclude = [], regimes = [], ...rest }: RawClass): DataClass {
  return {
    ...rest,
    regimes,
    strong: strong.map(toTerm),
    weak: weak.map(toTerm),
    context: context.map(toTerm),
    exclude: exclude.map(toTerm),
  };
}

function toTerm(text: string): Term {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .map(singular);
}
