import { expect, it } from 'vitest';
import { Catalog } from '../../../../../src/catalog/catalog.js';
import { loadKnowledge } from '../../../../../src/knowledge/load.js';
import { DEFAULT_LIMITS } from '../../../../../src/model/index.js';
import { SOURCE_PARSERS } from '../../../../../src/parse/source/parsers.js';

const knowledge = loadKnowledge();

it('keys of ssh-keygen sign: what is recorded today cannot be read with them', async () => {
  const bytes = Buffer.from("#!/bin/sh\nssh-keygen -q -t rsa -N '' -f host_rsa\nssh-keygen -t ed25519 -f id\n");
  const result = await SOURCE_PARSERS.find(({ id }) => id === 'source/shell')?.parse(
    { path: 'setup.sh', bytes, depth: 0 },
    { catalog: new Catalog(knowledge), knowledge, limits: DEFAULT_LIMITS, passwords: [] },
  );
  expect(result?.observations.map(({ usage }) => [usage.purpose, usage.role])).toEqual([
    ['signature', 'keygen'],
    ['signature', 'keygen'],
  ]);
});
