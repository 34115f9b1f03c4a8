import { describe, expect, it } from 'vitest';
import { calledNames, callsOf, packCalls } from '../../../../src/parse/source/uses/packed-calls.js';
import type { OutsideCall } from '../../../../src/parse/source/uses/use.js';

const call = (name: string, known: string): OutsideCall => ({
  name,
  args: [{ values: [{ known, from: 'literal' }] }],
});
const calls = [call('app.Keys.make', 'a\nb'), call('other.make', 'ä'), call('app.sign', ' ')];

describe('packed calls', () => {
  it('give back those that are asked for, in their order', () => {
    const packed = packCalls(calls);
    expect(callsOf(packed, (name) => name === 'make')).toEqual(calls.slice(0, 2));
    expect(callsOf(packed, () => true)).toEqual(calls);
    expect(callsOf(packed, (name) => name === 'Keys')).toEqual([]);
    expect([...calledNames(packed)]).toEqual(['make', 'sign']);
  });

  it('hold one that is made twice once', () => {
    expect(callsOf(packCalls([...calls, ...calls]), () => true)).toEqual(calls);
  });

  it('are nothing where nothing is called', () => {
    expect(callsOf(packCalls([]), () => true)).toEqual([]);
    expect(calledNames(packCalls([])).size).toBe(0);
  });

  it('keep their places beside names with strange signs', () => {
    const packed = packCalls([call('a.b\nc', 'x'), call('a.d', 'y')]);
    expect(callsOf(packed, (name) => name === 'd')).toEqual([call('a.d', 'y')]);
  });
});
