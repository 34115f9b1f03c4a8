import { describe, expect, it } from 'vitest';
import { checkFixture, listFixtures } from './support/source-fixtures.js';

describe('annotated source', () => {
  it.each(listFixtures().map((one) => [one.name, one] as const))('%s', async (_name, fixture) => {
    const { wrong } = await checkFixture(fixture.files);
    expect(wrong).toEqual([]);
  });
});
