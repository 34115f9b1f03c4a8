import { describe, expect, it } from 'vitest';
import { loadKnowledge, loadKnowledgeWith } from '../../../src/knowledge/load.js';
import { recognise } from '../../../src/parse/config/recognise.js';
import { derive } from '../../../src/parse/derive.js';
import { Face } from '../../../src/parse/face.js';
import { LANGUAGES } from '../../../src/parse/source/languages/index.js';
import { prepare } from '../../../src/parse/source/prepare.js';
import { tree } from '../../cli/qday.js';

const shipped = loadKnowledge();

describe('what the build works out from the rules', () => {
  it('is what the rules say', () => {
    for (const [name, value] of Object.entries(derive(shipped)))
      expect(shipped.derived?.get(name), name).toEqual(value);
  });

  it('is not asked where the user has rules: theirs count too', async () => {
    const folder = tree({
      'own.yaml':
        'kind: source\nlanguage: go\nlibrary: own\nsource: own\nrules:\n- call: own/vault.Lock\n  purpose: encryption\n  role: encrypt\n  parts: {algorithm: AES}\n',
    });
    const knowledge = await loadKnowledgeWith([`${folder}/own.yaml`]);
    const go = LANGUAGES.find(({ id }) => id === 'go')!;
    const face = new Face({ path: 'a.go', bytes: Buffer.from('import "own/vault"\nvault.Lock(x)\n'), depth: 0 });
    expect(prepare(knowledge, go).candidates.matches(face)).toBe(true);
    expect(prepare(shipped, go).candidates.matches(face)).toBe(false);
  });

  it('leads to the same products with and without it', () => {
    const { version, documents } = shipped;
    const bytes = Buffer.from('server {\n  listen 443 ssl;\n  ssl_protocols TLSv1.2;\n}\n');
    const face = new Face({ path: 'etc/nginx/nginx.conf', bytes, depth: 0 });
    const products = (knowledge: typeof shipped) => recognise(face, knowledge).map(({ product }) => product);
    expect(products(shipped)).toContain('nginx');
    expect(products({ version, documents })).toEqual(products(shipped));
  });
});
