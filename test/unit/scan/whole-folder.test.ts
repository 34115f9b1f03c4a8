import { describe, expect, it } from 'vitest';
import { coversFolder } from '../../../src/scan/whole-folder.js';

describe('was the whole working folder examined?', () => {
  it.each([
    ['.', true],
    ['..', true],
    ['/work/app', true],
    ['src', false],
    ['../other', false],
    ['src/**/*.ts', false],
    ['name:443', false],
    ['..app', false],
  ])('%s: %s', (target, whole) => {
    expect(coversFolder({ targets: [target], cwd: '/work/app', shard: undefined })).toBe(whole);
  });

  it('one shard of it is a part', () => {
    expect(coversFolder({ targets: ['.'], cwd: '/work/app', shard: { index: 1, count: 2 } })).toBe(false);
  });
});
