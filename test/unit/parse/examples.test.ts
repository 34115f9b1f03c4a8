import { describe, expect, it } from 'vitest';
import { Catalog } from '../../../src/catalog/catalog.js';
import { loadKnowledge } from '../../../src/knowledge/load.js';
import { DEFAULT_LIMITS } from '../../../src/model/index.js';
import { parseArtifact } from '../../../src/parse/parse.js';
import { PEM_PARSER } from '../../../src/parse/pki/pem-parser.js';

const knowledge = loadKnowledge();
const context = { catalog: new Catalog(knowledge), knowledge, limits: DEFAULT_LIMITS, passwords: [] };
const cut =
  'Put the chain here:\n-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYD\n...\n-----END CERTIFICATE-----\n';
const statuses = async (path: string) =>
  (await parseArtifact({ path, bytes: Buffer.from(cut), depth: 0 }, [PEM_PARSER], context)).attempts.map(
    ({ status, reason }) => `${status} ${reason}`,
  );

describe('a certificate that is cut short', () => {
  it('is an example in a document and a failure everywhere else', async () => {
    expect(new Set(await statuses('docs/proxy.md'))).toEqual(new Set(['skipped malformed']));
    expect(new Set(await statuses('deploy/ca.crt'))).toEqual(new Set(['failed malformed']));
  });
});
