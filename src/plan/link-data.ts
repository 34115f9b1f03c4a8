import { QBER_LIMIT } from './qkd.js';

/** One reading of a link. Units: bits per second, share 0..1, dB, share 0..1. */
interface Reading {
  readonly time: number;
  readonly rate?: number;
  readonly qber?: number;
  readonly loss?: number;
  readonly uptime?: number;
}

export interface LinkJudgement {
  readonly readings: number;
  /** Lines that could not be read. */
  readonly unread: number;
  readonly figures: Readonly<Record<string, number | string>>;
  /** Sentences about what falls short or drifts; empty when nothing does. */
  readonly concerns: readonly string[];
}

const COLUMNS: Readonly<Record<keyof Reading, readonly string[]>> = {
  time: ['time', 'timestamp', 'date', 'datetime'],
  rate: ['key rate', 'keyrate', 'skr', 'secret key rate', 'rate', 'key rate bps', 'key rate bit s'],
  qber: ['qber', 'error rate', 'qber percent'],
  loss: ['loss', 'loss db', 'attenuation', 'attenuation db'],
  uptime: ['uptime', 'availability', 'up', 'uptime percent'],
};
const MAX_LINES = 100_000;
const DAY = 86_400_000;

/**
 * Judges measured link data: the key rate against the need, QBER against the limit of one-way BB84, and the trend of each
 * over the time of the readings. The first line names the columns, in any order; `%` values above 1 are percent.
 * @param need key bits per second
 */
export function judgeLinkData(csv: string, need: number): LinkJudgement {
  const [header = '', ...lines] = csv.split(/\r?\n/, MAX_LINES).filter((line) => line.trim() !== '');
  const columns = columnsOf(header);
  const readings: Reading[] = [];
  let unread = 0;
  for (const line of lines) {
    const reading = readingOf(line, columns);
    if (reading) readings.push(reading);
    else unread++;
  }
  if (readings.length === 0)
    return { readings: 0, unread, figures: {}, concerns: ['the measurements hold no reading that can be read'] };
  readings.sort((a, b) => a.time - b.time);
  const figures: Record<string, number | string> = { measuredReadings: readings.length };
  const concerns: string[] = [];
  const rate = summary(readings, 'rate');
  if (rate) {
    figures['measuredKeyRate'] = significant(rate.mean);
    figures['measuredKeyRateLowest'] = significant(rate.lowest);
    if (rate.mean < need)
      concerns.push(`the mean key rate of ${significant(rate.mean)} bit/s is below the need of ${need} bit/s`);
    else if (rate.lowest < need)
      concerns.push(`the key rate falls to ${significant(rate.lowest)} bit/s, below the need of ${need} bit/s`);
    if (rate.drift < -0.1) concerns.push(`the key rate falls by ${Math.round(-rate.drift * 100)} % over the readings`);
  }
  const qber = summary(readings, 'qber');
  if (qber) {
    figures['measuredQber'] = significant(qber.mean);
    if (qber.highest >= QBER_LIMIT)
      concerns.push(`the error rate reaches ${percent(qber.highest)}, at or above the limit of ${percent(QBER_LIMIT)}`);
    if (qber.drift > 0.2)
      concerns.push(
        `the error rate rises by ${Math.round(qber.drift * 100)} % over the readings: tampering or misalignment has to be ruled out`,
      );
  }
  const loss = summary(readings, 'loss');
  if (loss) {
    figures['measuredLossDb'] = significant(loss.mean);
    if (loss.highest - loss.lowest > 3)
      concerns.push(
        `the loss varies by ${significant(loss.highest - loss.lowest)} dB: a bend, a splice or a tap has to be ruled out`,
      );
  }
  const uptime = summary(readings, 'uptime');
  if (uptime) {
    figures['measuredUptime'] = significant(uptime.mean);
    if (uptime.mean < 0.99) concerns.push(`the link was up ${percent(uptime.mean)} of the time`);
  }
  if (readings.length > 1) figures['measuredDays'] = significant((readings.at(-1)!.time - readings[0]!.time) / DAY);
  return { readings: readings.length, unread, figures, concerns };
}

function columnsOf(header: string): ReadonlyMap<keyof Reading, number> {
  const names = header.split(/[,;\t]/).map((name) =>
    name
      .toLowerCase()
      .replace(/[^a-z]+/g, ' ')
      .trim(),
  );
  const columns = new Map<keyof Reading, number>();
  for (const [field, known] of Object.entries(COLUMNS) as [keyof Reading, readonly string[]][]) {
    const index = names.findIndex((name) => known.includes(name));
    if (index >= 0) columns.set(field, index);
  }
  return columns;
}

function readingOf(line: string, columns: ReadonlyMap<keyof Reading, number>): Reading | undefined {
  const cells = line.split(/[,;\t]/);
  const cell = (field: keyof Reading) => {
    const index = columns.get(field);
    return index === undefined ? undefined : cells[index]?.trim();
  };
  const time = Date.parse(cell('time') ?? '');
  if (!Number.isFinite(time)) return undefined;
  const number = (field: keyof Reading, share = false): Record<string, number> => {
    const text = cell(field);
    if (text === undefined || text === '') return {};
    const value = Number(text.replace('%', ''));
    if (!Number.isFinite(value) || value < 0) return {};
    return { [field]: share && (value > 1 || text.includes('%')) ? value / 100 : value };
  };
  const reading = { time, ...number('rate'), ...number('qber', true), ...number('loss'), ...number('uptime', true) };
  return Object.keys(reading).length > 1 ? reading : undefined;
}

/** Mean, bounds, and drift: the change of the fitted line over the readings, as a share of the mean. */
function summary(readings: readonly Reading[], field: Exclude<keyof Reading, 'time'>) {
  const points = readings.flatMap((one) => (one[field] === undefined ? [] : [{ x: one.time, y: one[field] }]));
  if (points.length === 0) return undefined;
  const mean = points.reduce((sum, { y }) => sum + y, 0) / points.length;
  const middle = points.reduce((sum, { x }) => sum + x, 0) / points.length;
  const spread = points.reduce((sum, { x }) => sum + (x - middle) ** 2, 0);
  const slope = spread === 0 ? 0 : points.reduce((sum, { x, y }) => sum + (x - middle) * (y - mean), 0) / spread;
  const span = points.at(-1)!.x - points[0]!.x;
  let lowest = points[0]!.y;
  let highest = points[0]!.y;
  for (const { y } of points) {
    if (y < lowest) lowest = y;
    if (y > highest) highest = y;
  }
  return { mean, lowest, highest, drift: mean === 0 ? 0 : (slope * span) / mean };
}

export function significant(value: number): number {
  return Number(value.toPrecision(3));
}

function percent(share: number): string {
  return `${significant(share * 100)} %`;
}
