import { expect, it } from 'vitest';
import { assess } from '../../../src/assess/assess.js';
import { observe } from '../../support/source-fixtures.js';
import { catalog, inventory, knowledge, TODAY } from './build.js';

it('finds clients that do not verify the certificate of their peer, and no others', async () => {
  const text = `import requests
requests.get("https://intern.example", verify=False)
requests.get("https://intern.example")
`;
  const observations = await observe([{ path: 'a.py', bytes: new TextEncoder().encode(text) }]);
  const { findings } = assess(inventory(...observations), knowledge, catalog, TODAY);
  expect(findings.filter(({ ruleId }) => ruleId === 'unverified-certificate').map(({ severity }) => severity)).toEqual([
    'high',
  ]);
});
