import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Knowledge, settingTest } from '../../../src/model/index.js';
import { Gathered } from '../../../src/scan/gather.js';
import { readModule, readSettings } from '../../../src/scan/read-for-linking.js';
import { CONTEXT } from '../../support/parse.js';

it('a bug that only the reading for linking meets costs that one file, and is said', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'qday-linking-'));
  try {
    const absolute = join(folder, 'a.rb');
    writeFileSync(absolute, "SIZE = 2048\nNAME = 'RSA'\n");
    const file = { path: 'a.rb', absolute, named: true };
    const read = (context: typeof CONTEXT) => readModule(file, () => true, context);
    expect(await read(CONTEXT)).toMatchObject({ parsers: ['source/ruby'] });
    // Rules that cannot be asked for stand for a bug.
    const broken = await read({ ...CONTEXT, knowledge: undefined as unknown as Knowledge });
    expect(broken.attempts).toEqual([
      expect.objectContaining({ target: 'a.rb', by: 'source/ruby', status: 'failed', reason: 'bug' }),
    ]);
    const gathered = new Gathered();
    expect(gathered.modulesOf([broken, broken, await read(CONTEXT)])).toHaveLength(1);
    expect(gathered.attempts).toEqual(broken.attempts);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('of a file of settings only those are kept that source code asks for', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'qday-settings-'));
  try {
    const absolute = join(folder, 'app.json');
    writeFileSync(absolute, JSON.stringify({ jwt: { Alg: 'RS256', note: 'alg' }, alg: 'ES256', greeting: 'hello' }));
    const file = { path: 'app.json', absolute, named: true };
    const { settings } = await readSettings(file, settingTest(['jwt.alg']), /alg/i, CONTEXT);
    expect(settings).toMatchObject([{ key: 'jwt.Alg', value: 'RS256' }]);
    expect(await readSettings(file, settingTest(['salt']), /salt/i, CONTEXT)).not.toHaveProperty('settings');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
