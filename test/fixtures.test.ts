import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkFixture, type FixtureFile } from './support/source-fixtures.js';

const root = join(import.meta.dirname, '../fixtures/source');

/** A file is a fixture; a folder inside a language is one fixture of several files. */
function fixtures(): { name: string; files: FixtureFile[] }[] {
  if (!existsSync(root)) return [];
  return readdirSync(root).flatMap((language) =>
    readdirSync(join(root, language)).map((entry) => {
      const path = join(root, language, entry);
      const paths = statSync(path).isDirectory()
        ? readdirSync(path, { recursive: true, encoding: 'utf8' })
            .map((one) => join(path, one))
            .filter((one) => statSync(one).isFile())
        : [path];
      const base = statSync(path).isDirectory() ? path : join(root, language);
      return {
        name: `${language}/${entry}`,
        files: paths.map((one) => ({ path: relative(base, one).replaceAll('\\', '/'), bytes: readFileSync(one) })),
      };
    }),
  );
}

describe('annotated source', () => {
  it.each(fixtures().map((one) => [one.name, one] as const))('%s', async (_name, fixture) => {
    const { wrong } = await checkFixture(fixture.files);
    expect(wrong).toEqual([]);
  });
});
