import { describe, expect, it } from 'vitest';
import { judgeLinkData } from '../../../src/plan/link-data.js';
import { entropy, figuresForLoss, QBER_LIMIT, qkdFigures } from '../../../src/plan/qkd.js';

describe('figures of quantum key distribution', () => {
  // Reference numbers: q = 1/2, receiver 0.2, background 2e-6, misalignment 1.5 %, mean 0.5, f = 1.16, 1 GHz, 0.2 dB/km.
  it.each([
    [25, 5, 0.548, 6.5e6, 0.015],
    [50, 10, 0.152, 2.0e6, 0.0151],
    [100, 20, 0.0145, 200e3, 0.016],
    [150, 30, 1.44e-3, 16.5e3, 0.0245],
    [175, 35, 4.6e-4, 2.9e3, 0.0438],
    [200, 40, 1.4e-4, 0, 0.096],
  ])('%d km', (km, loss, plob, rate, qber) => {
    const figures = qkdFigures(km);
    expect(figures.lossDb).toBeCloseTo(loss, 6);
    expect(Math.abs(figures.plobBitsPerUse / plob - 1)).toBeLessThan(0.04);
    if (rate === 0) expect(figures.decoyBitsPerSecond).toBe(0);
    else expect(Math.abs(figures.decoyBitsPerSecond / rate - 1)).toBeLessThan(0.04);
    expect(Math.abs(figures.qber / qber - 1)).toBeLessThan(0.02);
  });

  it('gives no key at the limit of one-way BB84', () => {
    expect(1 - 2 * entropy(QBER_LIMIT)).toBeCloseTo(0, 3);
  });

  it('never exceeds the bound, falls with the loss, and is a number at any loss', () => {
    let before = Number.POSITIVE_INFINITY;
    for (let loss = 0.5; loss <= 400; loss += 0.5) {
      const { plobBitsPerUse, decoyBitsPerSecond, qber } = figuresForLoss(loss);
      expect(decoyBitsPerSecond).toBeLessThanOrEqual(plobBitsPerUse * 1e9);
      expect(decoyBitsPerSecond).toBeLessThanOrEqual(before);
      expect(qber).toBeGreaterThanOrEqual(0);
      expect(qber).toBeLessThanOrEqual(0.5);
      before = decoyBitsPerSecond;
    }
  });
});

describe('measured link data', () => {
  const header = 'timestamp,key_rate,qber,loss_db,uptime\n';

  it('judges rate, error rate and uptime against the need', () => {
    const steady = `${header}2026-01-01,5000,2 %,14.1,99.9 %\n2026-02-01,5100,2.1 %,14.2,99.9 %\n`;
    expect(judgeLinkData(steady, 256).concerns).toEqual([]);
    expect(judgeLinkData(steady, 6000).concerns[0]).toMatch(/below the need/);
  });

  it('sees a drift', () => {
    const rows = Array.from(
      { length: 10 },
      (_, day) => `2026-01-${String(day + 1).padStart(2, '0')},${5000 - 200 * day},0.0${20 + day},14,1`,
    );
    const concerns = judgeLinkData(header + rows.join('\n'), 256).concerns.join('; ');
    expect(concerns).toMatch(/key rate falls by/);
    expect(concerns).toMatch(/error rate rises by/);
  });

  it('counts what it cannot read and never gives NaN', () => {
    const judged = judgeLinkData(`${header}yesterday,1,1,1,1\n2026-01-01,,,,\n2026-01-02,abc,0.02,,\n`, 256);
    expect(judged.unread).toBe(2);
    for (const value of Object.values(judged.figures)) expect(Number.isNaN(value)).toBe(false);
    expect(judgeLinkData('', 1).concerns).toHaveLength(1);
  });
});
