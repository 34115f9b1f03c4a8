import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { largestFunction } from '../../../../src/parse/source/tree/largest-function.js';

const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const custom = [0, 3, 2, 0x61, 0x62];

describe('the largest function', () => {
  it('is found behind other sections, its size in one byte or more', () => {
    const body = Array.from({ length: 200 }, () => 1);
    const code = [10, 0xd0, 1, 3, 2, 0, 0x0b, 0xc8, 1, ...body, 1, 0x0b];
    expect(largestFunction(Uint8Array.from([...HEADER, ...custom, ...code]))).toBe(200);
  });

  it('is none where there is no code, or nothing', () => {
    expect(largestFunction(Uint8Array.from([...HEADER, ...custom]))).toBe(0);
    expect(largestFunction(new Uint8Array())).toBe(0);
  });

  it('is the lexer of the grammars that V8 would take seconds to optimise', () => {
    const size = (name: string) =>
      largestFunction(readFileSync(new URL(`../../../../dist/grammars/${name}.wasm`, import.meta.url)));
    expect(size('powershell')).toBeGreaterThan(300_000);
    expect(size('swift')).toBeGreaterThan(300_000);
    expect(size('java')).toBeLessThan(20_000);
  });
});
