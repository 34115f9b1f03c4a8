/** One entry of `.qdayignore.yaml`. At least one of rule, path, asset and fingerprint; always a reason. */
export interface IgnoreEntry {
  readonly rule?: string;
  /** Pattern in the manner of `.gitignore`. */
  readonly path?: string;
  readonly asset?: string;
  readonly fingerprint?: string;
  readonly reason: string;
  readonly owner?: string;
  /** Last day on which it counts, ISO. */
  readonly until?: string;
  readonly line: number;
}

/** A real day of the calendar, ISO 8601. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
