import type { Because, CryptoAsset, Occurrence } from '../model/index.js';
import type { DataClass } from './data-classes.js';

const DAYS_PER_YEAR = 365.25;
/** A token is checked within hours of being signed. */
const TOKEN_YEARS = 0.01;

/**
 * How long a verifier will trust what is signed here, in years. A certificate says it itself; a token lives hours;
 * firmware, devices and contracts by their class.
 * @param today ISO date
 */
export function integrityOf(
  occurrence: Occurrence,
  asset: CryptoAsset | undefined,
  classes: readonly DataClass[],
  today: string,
): { years: number; because: Because } {
  if (asset?.kind === 'certificate' && asset.notAfter !== undefined) {
    const years = Math.max(0, yearsBetween(today, asset.notAfter));
    return {
      years: round(years),
      because: { text: `trusted until ${asset.notAfter.slice(0, 10)}, as the certificate says` },
    };
  }
  const byClass = longest(classes.filter((one) => one.integrityYears !== undefined && SIGNED.has(one.id)));
  if (byClass) return classLife(byClass);
  if (occurrence.usage.purpose === 'token' || (asset?.kind === 'protocol' && asset.type === 'jose')) {
    return { years: TOKEN_YEARS, because: { text: 'trusted for hours to days: a token', assumed: true } };
  }
  if (occurrence.usage.purpose === 'transport' || asset?.kind === 'protocol') {
    return { years: TOKEN_YEARS, because: { text: 'trusted for the length of a handshake', assumed: true } };
  }
  const other = longest(classes.filter((one) => one.integrityYears !== undefined));
  if (other) return classLife(other);
  return {
    years: DEFAULT_YEARS,
    because: {
      text: `what is signed here is not known: trusted for ${DEFAULT_YEARS} years by assumption`,
      assumed: true,
    },
  };
}

const DEFAULT_YEARS = 2;
/** Classes whose signatures outlive the connection. */
const SIGNED = new Set(['code-signing', 'device-identity', 'root-ca', 'legal', 'blockchain']);

function classLife(one: DataClass): { years: number; because: Because } {
  return {
    years: one.integrityYears!,
    because: {
      text: `trusted for ${one.integrityYears} years: ${one.title.toLowerCase()} (${one.source})`,
      source: one.stated ? 'qday.yaml dataClasses' : `rules/lifespan/classes.yaml ${one.id}`,
      ...(one.stated ? {} : { assumed: true }),
    },
  };
}

function longest(classes: readonly DataClass[]): DataClass | undefined {
  return [...classes].sort((a, b) => b.integrityYears! - a.integrityYears!)[0];
}

function yearsBetween(from: string, to: string): number {
  const years = (Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000 / DAYS_PER_YEAR;
  return Number.isFinite(years) ? years : 0;
}

function round(years: number): number {
  return Math.round(years * 100) / 100;
}
