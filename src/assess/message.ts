import type { Subject } from './condition.js';

const FIELD = /\{([a-zA-Z.]+)\}/g;

/** The fields that a message names. */
export function fieldsIn(template: string): readonly string[] {
  return [...template.matchAll(FIELD)].map(([, field]) => field as string);
}

/** Fills `{field}` with the subject's value; a field that is unknown reads as such. */
export function fill(template: string, subject: Subject): string {
  return template.replace(FIELD, (_, field: string) => {
    const value = subject[field];
    if (value === undefined) return 'unknown';
    return Array.isArray(value) ? value.join(', ') : String(value);
  });
}
