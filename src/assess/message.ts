import type { Subject } from './condition.js';

/** Fills `{field}` with the subject's value; a field that is unknown reads as such. */
export function fill(template: string, subject: Subject): string {
  return template.replace(/\{([a-zA-Z.]+)\}/g, (_, field: string) => {
    const value = subject[field];
    if (value === undefined) return 'unknown';
    return Array.isArray(value) ? value.join(', ') : String(value);
  });
}
