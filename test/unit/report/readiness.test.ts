import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../../src/knowledge/load.js';
import type { Report } from '../../../src/model/index.js';
import { html } from '../../../src/report/html/html.js';
import { markdown } from '../../../src/report/markdown.js';
import { libraries } from '../../../src/report/select/readiness.js';
import { View } from '../../../src/report/select/view.js';
import { terminal } from '../../../src/report/terminal/terminal.js';
import { scan } from '../../../src/scan.js';

const FILES: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "a", "dependencies": { "crypto-js": "4.2.0", "jsrsasign": "11.1.0" } }',
  'requirements.txt': 'cryptography==42.0.5\npycrypto==2.6.1\n',
  'conanfile.txt': '[requires]\nopenssl/1.1.1w\n',
  'a.py': [
    'from cryptography.hazmat.primitives.asymmetric import rsa',
    'def make():',
    '    return rsa.generate_private_key(65537, 2048)',
  ].join('\n'),
};

let cwd: string;
let report: Report;

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'qday-readiness-'));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(cwd, name), text);
  report = await scan({ targets: ['.'], cwd, knowledge: loadKnowledge(), today: '2026-11-23', workers: 0 });
});

afterAll(() => rmSync(cwd, { recursive: true, force: true }));

describe('how far the libraries are', () => {
  it('each once, with what to do', () => {
    const all = libraries(new View(report));
    const said = Object.fromEntries(all.map(({ name, standing }) => [name, standing]));
    expect(said).toMatchObject({
      'cryptography 42.0.5': 'upgrade',
      'openssl 1.1.1w': 'ended',
      'pycrypto 2.6.1': 'ended',
    });
    expect(all.find(({ name }) => name.startsWith('cryptography'))?.what).toMatch(/^48\.0\.0 or later/);
    expect(all.find(({ name }) => name.startsWith('pycrypto'))?.what).toMatch(/since 2013.*instead: cryptography 48/);
  });

  it('what gets no fixes any more is a finding with its successor, or with the day', () => {
    const ended = report.findings.filter(({ ruleId }) => ruleId === 'unsupported-library');
    const messages = ended.map(({ message }) => message);
    expect(messages).toContainEqual(expect.stringMatching(/^pycrypto gets no fixes any more: no release since 2013/));
    expect(messages).toContainEqual(expect.stringMatching(/^crypto-js gets no fixes any more: discontinued/));
    expect(messages).toContainEqual('openssl 1.1.1w gets no public fixes since 2023-09-11');
    const items = report.plan.items.filter(({ findings }) => ended.some(({ id }) => findings.includes(id)));
    expect(items.map(({ remedy }) => remedy).sort()).toEqual(['move-to-successor', 'move-to-supported-line']);
    const after = items.flatMap(({ steps }) => steps.map((step) => step.after));
    expect(after).toContain('cryptography 48, pycryptodome');
    expect(after).toContain('node:crypto, WebCrypto');
  });

  it('stands on the first page of every format for people', () => {
    const line = '1 to be upgraded first (cryptography 42.0.5)';
    expect(terminal.render(report, { width: 100 }).replace(/\n */g, ' ')).toContain(line);
    expect(markdown.render(report, {})).toContain(line);
    expect(html.render(report, {})).toContain(line);
  });
});

it('what would raise the agility most is said in Markdown and HTML, hardest component first', () => {
  const [hardest] = report.plan.agility;
  expect(hardest!.score).toBeLessThan(100);
  expect(hardest!.improvements.length).toBeGreaterThan(0);
  for (const text of [markdown.render(report, {}), html.render(report, {})]) {
    for (const improvement of hardest!.improvements) expect(text).toContain(improvement);
    expect(text).toContain(String(hardest!.score));
  }
});
