// Writes docs/coverage.md: every setting that has to be found, the rules that find it and the fixtures that show it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const fixtures = join(root, 'fixtures/configs');

/** Rows with the rules that name them and the fixture cases in which those rules find something. */
export function coverage() {
  const domains = parse(readFileSync(join(fixtures, 'rows.yaml'), 'utf8'));
  const finds = new Map();
  for (const file of readdirSync(join(root, 'rules/config'))) {
    const rules = parse(readFileSync(join(root, 'rules/config', file), 'utf8'), { maxAliasCount: 100 });
    for (const find of rules.finds) {
      for (const row of find.rows ?? []) finds.set(row, [...(finds.get(row) ?? []), `${rules.product}/${find.id}`]);
    }
  }
  const cases = readdirSync(fixtures, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('expected.yaml'))
    .map((name) => ({
      name: dirname(name),
      rules: new Set(
        Object.values(parse(readFileSync(join(fixtures, name), 'utf8')))
          .flat()
          .map((line) => line.split(' ')[1]),
      ),
    }));
  return domains.map(({ domain, rows }) => ({
    domain,
    rows: rows.map((row) => {
      const rules = finds.get(row.setting) ?? [];
      const shown = cases.filter((one) => rules.some((rule) => one.rules.has(rule))).map((one) => one.name);
      return { ...row, rules, fixtures: shown.sort() };
    }),
  }));
}

export function page() {
  const domains = coverage();
  const rows = domains.flatMap((one) => one.rows);
  const here = rows.filter((row) => !row.elsewhere);
  const done = here.filter((row) => row.rules.length > 0 && row.fixtures.length > 0);
  const lines = [
    '# Configuration coverage',
    '',
    'Made by `node scripts/coverage-page.mjs` from `fixtures/configs/rows.yaml`, `rules/config/` and the fixtures. A test fails when',
    'a row has no rule or no fixture and is not marked open.',
    '',
    `${rows.length} settings: ${done.length} found by rules with a fixture, ${rows.length - here.length} found by another parser, ${here.length - done.length} open.`,
  ];
  for (const { domain, rows: own } of domains) {
    lines.push('', `## ${domain}`, '', '| setting | rules | fixtures |', '|---|---|---|');
    for (const row of own) {
      const rules = row.rules.map((rule) => `\`${rule}\``).join(' ');
      const state = row.elsewhere ? `– (${row.elsewhere})` : row.open ? `**open**: ${row.open}` : rules || '**open**';
      lines.push(`| ${row.setting.replaceAll('|', '\\|')} | ${state} | ${row.fixtures.join(', ')} |`);
    }
  }
  return `${lines.join('\n')}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(join(root, 'docs/coverage.md'), page());
