import type { Exposure, Finding, Harm, QuantumStatus, WorkItem } from '../../model/index.js';

/** The words every format uses for the closed vocabularies of the model; a new member without words does not compile. */
export const HARM_WORDS: Readonly<
  Record<Harm, { readonly title: string; readonly short: string; readonly why: string }>
> = {
  hndl: {
    title: 'Harvest now, decrypt later',
    short: 'HNDL',
    why: 'Traffic and files recorded today can be read once a quantum computer exists.',
  },
  tnfl: {
    title: 'Trust now, forge later',
    short: 'TNFL',
    why: 'Signatures trusted today can be forged once a quantum computer exists.',
  },
  classical: {
    title: 'Weak without a quantum computer',
    short: 'classical',
    why: 'Breakable or disallowed today, by classical means.',
  },
  none: {
    title: 'To be settled',
    short: 'open',
    why: 'Gaps of the inventory and preparations; nothing is broken by it yet.',
  },
};

export const HARMS: readonly Harm[] = ['hndl', 'tnfl', 'classical', 'none'];

export const QUANTUM_WORDS: Readonly<Record<QuantumStatus, string>> = {
  'quantum-vulnerable': 'quantum-vulnerable',
  'quantum-safe': 'quantum-safe',
  'quantum-safe-hybrid': 'quantum-safe (hybrid)',
  'quantum-safe-not-standardised': 'post-quantum, not standardised',
  'quantum-safe-obsolete': 'post-quantum draft, replaced by a standard',
  'quantum-resistant': 'quantum-resistant (symmetric or hash)',
  'not-applicable': 'not applicable',
  unknown: 'unknown',
};

export const EXPOSURE_WORDS: Readonly<Record<Exposure, string>> = {
  internet: 'reachable from the internet',
  partner: 'reachable by partners',
  internal: 'internal network',
  'at-rest': 'stored data',
  'code-only': 'in code; reach not known',
  unknown: 'reach not known',
};

export const SUPPRESSED_BY: Readonly<Record<NonNullable<Finding['suppression']>['by'], string>> = {
  inline: 'inline comment',
  'ignore-file': 'ignore file',
  baseline: 'baseline',
  context: 'context',
};

/** The component of what belongs to none. */
export const TOP_COMPONENT = '.';

/** A component as people read it. */
export function componentName(component = TOP_COMPONENT): string {
  return component === TOP_COMPONENT ? 'top folder' : component;
}

/** `1234567` → `1,234,567`. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** `1 finding`, `2 findings`; irregular plurals are given. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let size = value;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit === 0 ? size : size.toFixed(size < 10 ? 1 : 0)} ${units[unit]}`;
}

/** Years with at most one decimal: `1 year`, `2.5 years`. */
export function years(value: number): string {
  const rounded = Math.round(value * 10) / 10;
  return `${rounded} ${Math.abs(rounded) === 1 ? 'year' : 'years'}`;
}

/** `S, 1–3 days`. */
export function effort({ effort: { size, days } }: Pick<WorkItem, 'effort'>): string {
  const [low, high] = days;
  const range = low === high ? `${low}` : `${low}–${high}`;
  return `${size}, ${range} ${low === 1 && high === 1 ? 'day' : 'days'}`;
}

/** `by 2030-12-31`, or `due since 2021-12-01` where the date has passed; nothing without one. */
export function due({ deadline }: Pick<WorkItem, 'deadline'>, today: string): readonly string[] {
  if (deadline === undefined) return [];
  return [deadline < today ? `due since ${deadline}` : `by ${deadline}`];
}

/** What the margin X + Y − Z means, in words. */
export function margin(value: number): string {
  if (value > 0) return `${years(value)} too late already`;
  return value === 0 ? 'no time left' : `${years(-value)} left`;
}

/** Ends with a full stop, whoever wrote it. */
export function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
