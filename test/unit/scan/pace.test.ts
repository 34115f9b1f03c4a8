import { describe, expect, it } from 'vitest';
import { Pace } from '../../../src/scan/pace.js';

/** A pace after so many files, of which each took so long, in milliseconds. */
function paceAfter(files: number, each: number): Pace {
  let now = 0;
  const pace = new Pace(3, () => now);
  for (let file = 0; file <= files; file++) {
    pace.examined();
    now += each;
  }
  now -= each;
  return pace;
}

describe('Pace', () => {
  it('goes by a guess until files have been examined', () => {
    const pace = new Pace(3, () => 0);
    expect(pace.threads(300, 1)).toBe(1);
    expect(pace.threads(400, 1)).toBe(2);
    expect(pace.threads(2_000, 1)).toBe(3);
  });

  it('starts no thread for what is done sooner than a thread starts', () => {
    expect(paceAfter(100, 1).threads(900, 1)).toBe(1);
    expect(paceAfter(100, 1).threads(1_100, 1)).toBe(2);
    expect(paceAfter(100, 50).threads(900, 1)).toBeGreaterThan(5);
  });

  it('counts how many threads examined the files', () => {
    // Two threads in ten milliseconds for each file: twenty for one.
    expect(paceAfter(100, 10).threads(140, 2)).toBe(2);
    expect(paceAfter(100, 10).threads(200, 2)).toBe(3);
  });

  it('ends no thread', () => {
    expect(paceAfter(10, 1).threads(1, 4)).toBe(4);
  });
});
