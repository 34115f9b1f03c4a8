import type { Wave, WorkItem } from '../model/index.js';
import type { WaveName } from './remedies.js';

/** In this order: what costs little first, then what is recorded today, then what is forged later. */
export const WAVES: readonly WaveName[] = ['now', 'key-establishment', 'signatures', 'rest'];

const TITLES: Readonly<Record<WaveName, string>> = {
  now: 'Now: close gaps, stop what is broken, change one line',
  'key-establishment': 'Key establishment: what is recorded today',
  signatures: 'Signatures and certificates: what is forged later',
  rest: 'The rest',
};

/**
 * Waves with dates. The first begins today. Each further one begins when the one before ends, or earlier where an item of it
 * would otherwise miss its deadline; it ends at its first deadline or, where that lies further off, when its longest item is done.
 */
export function wavesOf(items: readonly WorkItem[], today: string): readonly Wave[] {
  const waves: Wave[] = [];
  let end = today;
  WAVES.forEach((name, index) => {
    const own = items.filter((item) => item.wave === index + 1);
    if (own.length === 0) return;
    const latestStart = own
      .flatMap((item) => (item.deadline && item.deadline > today ? [addYears(item.deadline, -item.risk.y)] : []))
      .sort()[0];
    const from = latest(today, latestStart === undefined ? end : earliest(end, latestStart));
    const done = addYears(from, Math.max(...own.map((item) => item.risk.y)));
    const due = own.flatMap((item) => (item.deadline && item.deadline > from ? [item.deadline] : [])).sort()[0];
    const until = due === undefined ? done : earliest(done, due);
    waves.push({ number: index + 1, title: TITLES[name], from, until, items: own.map((item) => item.id) });
    end = latest(end, until);
  });
  return waves;
}

/** An ISO date some years (with fractions) later or earlier. */
function addYears(date: string, years: number): string {
  const time = Date.parse(date.slice(0, 10)) + years * 365.25 * 86_400_000;
  return new Date(time).toISOString().slice(0, 10);
}

function earliest(a: string, b: string): string {
  return a < b ? a : b;
}

function latest(a: string, b: string): string {
  return a > b ? a : b;
}
