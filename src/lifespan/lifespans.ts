import type { Inventory } from '../inventory/inventory.js';
import type {
  Because,
  DataField,
  Exposure,
  Finding,
  Knowledge,
  Lifespan,
  Occurrence,
  ProjectConfig,
} from '../model/index.js';
import { type ClassifiedField, classifyFields } from './classify-fields.js';
import { type DataClass, type DataClasses, readDataClasses, UNCLASSIFIED } from './data-classes.js';
import { componentExposures, exposureOf } from './exposure.js';
import { FieldIndex, findClasses } from './find-classes.js';
import { integrityOf } from './integrity.js';
import { type Stated, statedFor } from './statements.js';

export interface LifespanInput {
  readonly findings: readonly Finding[];
  readonly inventory: Inventory;
  readonly fields: readonly DataField[];
  readonly knowledge: Knowledge;
  readonly project?: ProjectConfig;
  /** ISO date: the remaining life of certificates counts from it. */
  readonly today: string;
}

export interface Lifespans {
  readonly fields: readonly ClassifiedField[];
  /** By finding id. */
  readonly lifespans: Readonly<Record<string, Lifespan>>;
}

/**
 * How long what each finding protects must stay secret or trusted, and how exposed it is. A statement of the project
 * wins; then what is found nearest; then a stated assumption. Every number says where it is from.
 */
export function classifyLifespans(input: LifespanInput): Lifespans {
  const { findings, inventory, knowledge, project, today } = input;
  const classes = readDataClasses(knowledge, project);
  const fields = classifyFields(input.fields, classes);
  const scene: Scene = { classes, index: new FieldIndex(fields), exposures: componentExposures(inventory.occurrences) };
  const assets = new Map(inventory.assets.map((asset) => [asset.id, asset]));
  const lifespans: Record<string, Lifespan> = {};
  for (const finding of findings) {
    const occurrence = inventory.occurrences[finding.occurrence];
    if (!occurrence) continue;
    const stated = statedFor(occurrence, project);
    const data = dataOf(occurrence, stated, scene);
    lifespans[finding.id] = join(finding, stated, data, exposure(occurrence, stated, scene), () =>
      integrityOf(occurrence, assets.get(finding.assetId), data.classes, today),
    );
  }
  return { fields, lifespans };
}

interface Scene {
  readonly classes: DataClasses;
  readonly index: FieldIndex;
  readonly exposures: ReadonlyMap<string, Exposure>;
}

interface Data {
  readonly classes: readonly DataClass[];
  readonly basis: NonNullable<Lifespan['basis']>;
  readonly because: Because;
}

function dataOf(occurrence: Occurrence, stated: Stated, { classes, index }: Scene): Data {
  const get = (ids: readonly string[]) => ids.flatMap((id) => classes.byId.get(id) ?? []);
  if (stated.data) return { classes: get(stated.data), basis: 'stated', because: stated.because[0]! };
  const found = findClasses(occurrence, index, classes);
  const unclassified = get([UNCLASSIFIED]);
  if (!found) {
    const text = 'no data class was found near the use: the tool assumes ordinary business data';
    return {
      classes: unclassified,
      basis: 'assumed',
      because: { text, source: 'rules/lifespan/classes.yaml unclassified', assumed: true },
    };
  }
  const own = get(found.ids);
  // A backup holds what the tree holds.
  const inherited = own.some((one) => one.inheritsLongest)
    ? get(index.all.filter((id) => !found.ids.includes(id)))
    : [];
  const text = `${own.map((one) => one.title).join(', ')}: ${found.text}${inherited.length > 0 ? '; a backup inherits the classes of the tree' : ''}`;
  return {
    classes: [...own, ...inherited],
    basis: found.assumed ? 'assumed' : 'found',
    because: { text, source: 'rules/lifespan/classes.yaml', ...(found.assumed ? { assumed: true } : {}) },
  };
}

function exposure(occurrence: Occurrence, stated: Stated, { exposures }: Scene) {
  if (stated.exposure)
    return {
      exposure: stated.exposure,
      because: { text: `exposure ${stated.exposure}, as stated`, source: 'qday.yaml' },
    };
  return exposureOf(occurrence, exposures);
}

function join(
  finding: Finding,
  stated: Stated,
  data: Data,
  seen: { exposure: Exposure; because: Because },
  integrity: () => { years: number; because: Because },
): Lifespan {
  const secrecy = longest(data.classes, 'secrecyYears');
  const retention = longest(data.classes, 'retentionYears');
  const because: Because[] = [...stated.because, ...(data.basis === 'stated' ? [] : [data.because]), seen.because];
  const numbers: { secrecyYears?: number; retentionYears?: number; integrityYears?: number } = {};
  if (finding.harm === 'tnfl') {
    const life = stated.integrityYears === undefined ? integrity() : undefined;
    numbers.integrityYears = stated.integrityYears ?? life!.years;
    if (life) because.push(life.because);
  } else {
    numbers.secrecyYears = stated.secrecyYears ?? secrecy?.years ?? 0;
    if (stated.secrecyYears === undefined && secrecy) because.push(yearsBecause('secret for', secrecy));
    const kept = stated.retentionYears ?? retention?.years;
    if (kept !== undefined) numbers.retentionYears = kept;
  }
  const isStated = stated.secrecyYears !== undefined || stated.integrityYears !== undefined || data.basis === 'stated';
  return {
    dataClasses: data.classes
      .filter((one) => one.id !== UNCLASSIFIED)
      .map((one) => one.id)
      .sort(),
    ...numbers,
    exposure: seen.exposure,
    regimes: [...new Set(data.classes.flatMap((one) => one.regimes.map((regime) => regime.id)))].sort(),
    basis: isStated ? 'stated' : data.basis,
    ...(stated.owner ? { owner: stated.owner } : {}),
    because,
  };
}

function longest(
  classes: readonly DataClass[],
  field: 'secrecyYears' | 'retentionYears',
): { one: DataClass; years: number } | undefined {
  let best: { one: DataClass; years: number } | undefined;
  for (const one of classes) {
    const years = one[field];
    if (years !== undefined && (best === undefined || years > best.years)) best = { one, years };
  }
  return best;
}

function yearsBecause(what: string, { one, years }: { one: DataClass; years: number }): Because {
  return {
    text: `${what} ${years} years: ${one.title.toLowerCase()} (${one.source})`,
    source: one.stated ? 'qday.yaml dataClasses' : `rules/lifespan/classes.yaml ${one.id}`,
    ...(one.stated ? {} : { assumed: true }),
  };
}
