import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseConfig, project } from './project.js';

const root = 'fixtures/configs';

/** A case is a directory with files as their products read them and an expected.yaml: file → everything that is found in it. */
const cases = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('expected.yaml'))
  .map((name) => name.slice(0, -'/expected.yaml'.length))
  .sort();

describe('configuration fixtures', () => {
  it.each(cases)('%s', (name) => {
    const folder = join(root, name);
    const expected = parse(readFileSync(join(folder, 'expected.yaml'), 'utf8')) as Record<string, string[]>;
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file !== 'expected.yaml' && statSync(join(folder, file)).isFile())
      .sort();
    const found = Object.fromEntries(
      files.map((file) => [
        file,
        project(parseConfig(relative(root, join(folder, file)), readFileSync(join(folder, file)))),
      ]),
    );
    const wanted = Object.fromEntries(files.map((file) => [file, expected[file] ?? []]));
    expect(found).toEqual(wanted);
    expect(Object.keys(expected).filter((file) => !files.includes(file))).toEqual([]);
  });
});
