import { expect, it } from 'vitest';
import { append } from '../../../src/basics/groups.js';

it('a list takes more at once than a call can have arguments', () => {
  const list: number[] = [];
  append(list, Array<number>(1_000_000).fill(7));
  expect(list).toHaveLength(1_000_000);
});
