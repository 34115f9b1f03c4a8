import { describe, expect, it } from 'vitest';
import { addTo, groupBy } from '../../../src/basics/groups.js';
import { compare } from '../../../src/basics/order.js';

describe('basics', () => {
  it('orders texts by code units, whatever the language of the machine', () => {
    expect(['ä', 'b', 'a', 'Z', ''].sort(compare)).toEqual(['', 'Z', 'a', 'b', 'ä']);
    expect(compare('a', 'a')).toBe(0);
  });

  it('groups values, keys as they are met and values in their order', () => {
    const groups = groupBy(['ba', 'ab', 'bb'], (one) => one.slice(0, 1));
    expect([...groups]).toEqual([
      ['b', ['ba', 'bb']],
      ['a', ['ab']],
    ]);
    addTo(groups, 'c', 'cc');
    addTo(groups, 'a', 'aa');
    expect([...groups.keys()]).toEqual(['b', 'a', 'c']);
    expect(groups.get('a')).toEqual(['ab', 'aa']);
  });
});
