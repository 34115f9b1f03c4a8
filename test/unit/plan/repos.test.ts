import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { REPOS, scanRepo, THEMES } from '../../support/theme-repos.js';

interface Expected {
  readonly first: readonly { readonly remedy: string; readonly component: string; readonly because?: string }[];
  readonly pathways: Readonly<Record<string, string>>;
}

const chosen = new Set<string>();

describe('the first page of whole repositories', () => {
  it.each(THEMES)('%s', async (name) => {
    const { plan, findings } = await scanRepo(name);
    const expected = parse(readFileSync(join(REPOS, name, 'expected-plan.yaml'), 'utf8')) as Expected;
    const first = plan.items.slice(0, expected.first.length);
    expect(first.map(({ remedy, component }) => `${remedy}@${component}`)).toEqual(
      expected.first.map(({ remedy, component }) => `${remedy}@${component}`),
    );
    expected.first.forEach(({ because }, index) => {
      if (because) expect(first[index]!.reason).toContain(because);
    });
    for (const [id, option] of Object.entries(expected.pathways)) {
      const pathway = plan.pathways.find((one) => one.id === id);
      expect(pathway?.chosen).toBe(option);
      expect(pathway?.options).toHaveLength(5);
    }
    for (const pathway of plan.pathways) chosen.add(pathway.chosen);
    // Nothing that counts is left without a remedy.
    expect(findings.filter(({ gated, remedy }) => gated && remedy === undefined).map(({ ruleId }) => ruleId)).toEqual(
      [],
    );
  });

  it('are six', () => expect(THEMES).toHaveLength(6));

  it('chooses each option somewhere', () => {
    expect([...chosen].sort()).toEqual([
      'classic-unchanged',
      'hybrid-pqc-qkd',
      'isolated-optical-enclave',
      'pqc-only',
      'qkd-only',
    ]);
  });
});
