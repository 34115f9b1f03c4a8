import type { Inventory } from '../inventory/inventory.js';
import {
  type Because,
  bodiesOf,
  type DeclaredPathway,
  type Finding,
  type Knowledge,
  type Lifespan,
  type Pathway,
  type PathwayOption,
  type ProjectConfig,
} from '../model/index.js';
import { drawnPathways } from './drawn-pathways.js';
import { judgeLinkData } from './link-data.js';
import { AUTHENTICATION, judgeOptions, USUAL_NEED } from './pathway-options.js';
import { decimalYear, type Threat } from './threat.js';

export interface PathwayInput {
  readonly project?: ProjectConfig;
  readonly inventory: Inventory;
  readonly findings: readonly Finding[];
  readonly lifespans: Readonly<Record<string, Lifespan>>;
  readonly knowledge: Knowledge;
  readonly threat: Threat;
  readonly today: string;
  readonly measurements: Readonly<Record<string, string>>;
}

/** Years that a change at two ends takes: an assumption, printed with each pathway. */
const MIGRATION_YEARS = 1;

/** In this order: what needs no change, then what protects most, then the usual answer, then the last resorts. */
const CHOICE: readonly PathwayOption[] = [
  'classic-unchanged',
  'hybrid-pqc-qkd',
  'pqc-only',
  'isolated-optical-enclave',
  'qkd-only',
];

/** The decision for every pathway that is declared or that the configurations show. */
export function pathwaysOf(input: PathwayInput): readonly Pathway[] {
  const declared = (input.project?.pathways ?? []).map((one) => decide(one, true, input));
  const names = new Set(declared.map(({ id }) => id));
  const drawn = drawnPathways(input).filter(({ id }) => !names.has(id));
  return [...declared, ...drawn.map((one) => decide(one, false, input))];
}

function decide(pathway: DeclaredPathway, declared: boolean, input: PathwayInput): Pathway {
  const { secrecy, because } = secrecyOf(pathway, input.knowledge, input.project);
  const z = Math.max(0, input.threat.centralYear + 1 - decimalYear(input.today));
  const csv = pathway.measurements === undefined ? undefined : input.measurements[pathway.measurements];
  const link = csv === undefined ? undefined : judgeLinkData(csv, pathway.keyRate ?? USUAL_NEED);
  // Classic stays only when it holds under the earliest point of the scenario that is not negligible.
  const earliest = input.threat.scenario.points.find(({ probability }) => probability >= 0.05)?.year;
  const zEarly = earliest === undefined ? z : Math.min(z, Math.max(0, earliest - decimalYear(input.today)));
  const options = judgeOptions({ pathway, secrecy, y: MIGRATION_YEARS, z: zEarly, ...(link ? { link } : {}) });
  const chosen = CHOICE.find((one) => options.some(({ option, feasible }) => option === one && feasible)) ?? 'pqc-only';
  const why = options.find(({ option }) => option === chosen)!;
  return {
    id: pathway.id,
    name: pathway.name ?? `${pathway.from} to ${pathway.to}`,
    from: pathway.from,
    to: pathway.to,
    declared,
    dataClasses: pathway.data ?? [],
    chosen,
    reason: why.feasible
      ? why.verdict
      : `no option fits as stated; the equipment has to be replaced by one that can take post-quantum software`,
    options,
    because: [
      ...because,
      { text: `Y: ${MIGRATION_YEARS} year to change both ends`, assumed: true },
      {
        text: `Z: scenario "${input.threat.scenario.id}", even odds by the end of ${input.threat.centralYear}${earliest === undefined ? '' : `, not negligible by ${earliest}`}`,
        source: input.threat.scenario.source,
        assumed: true,
      },
      ...(chosen === 'hybrid-pqc-qkd' || chosen === 'qkd-only'
        ? [{ text: AUTHENTICATION, source: 'NSA on quantum key distribution; ETSI GS QKD 014 uses mutual TLS' }]
        : []),
      ...(link?.concerns ?? []).map((text): Because => ({ text, source: pathway.measurements! })),
      ...(link && link.unread > 0
        ? [{ text: `${link.unread} lines of the measurements could not be read`, source: pathway.measurements! }]
        : []),
      ...(pathway.measurements !== undefined && csv === undefined
        ? [{ text: 'the measurements that are named could not be read', source: pathway.measurements }]
        : []),
      ...(options.some(({ figures }) => figures) ? [EQUIPMENT_BECAUSE] : []),
    ],
  };
}

const EQUIPMENT_BECAUSE: Because = {
  text: 'optical figures: 0.2 dB/km unless stated, receiver 20 %, background 2e-6, misalignment 1.5 %, mean photon number 0.5, 1 GHz, error correction 1.16',
  source: 'Pirandola et al. 2017 (bound); Lo, Ma, Chen 2005 (decoy states); equipment assumed',
  assumed: true,
};

/** The longest secrecy of what the path carries: stated, else by its classes, else unknown and assumed. */
function secrecyOf(
  pathway: DeclaredPathway,
  knowledge: Knowledge,
  project: ProjectConfig | undefined,
): { secrecy: number; because: Because[] } {
  if (pathway.secrecyYears !== undefined) {
    return {
      secrecy: pathway.secrecyYears,
      because: [{ text: `X: ${pathway.secrecyYears} years, as stated`, source: 'qday.yaml pathways' }],
    };
  }
  const classes = new Map<string, number>();
  for (const body of bodiesOf(knowledge, 'lifespan')) {
    for (const one of (body['classes'] ?? []) as readonly { id: string; secrecyYears?: number }[]) {
      if (one.secrecyYears !== undefined) classes.set(one.id, one.secrecyYears);
    }
  }
  for (const own of project?.dataClasses ?? [])
    if (own.secrecyYears !== undefined) classes.set(own.id, own.secrecyYears);
  const known = (pathway.data ?? []).flatMap((id) => (classes.has(id) ? [[id, classes.get(id)!] as const] : []));
  const fallback = classes.get('unclassified') ?? 0;
  if (known.length === 0)
    return {
      secrecy: fallback,
      because: [{ text: `X: ${fallback} years: what it carries is not stated`, assumed: true }],
    };
  const [id, secrecy] = known.reduce((best, one) => (one[1] > best[1] ? one : best));
  return {
    secrecy,
    because: [{ text: `X: ${secrecy} years: ${id}`, source: `rules/lifespan/classes.yaml ${id}`, assumed: true }],
  };
}
