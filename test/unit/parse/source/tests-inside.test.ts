import { expect, it } from 'vitest';
import { Catalog } from '../../../../src/catalog/catalog.js';
import { loadKnowledge } from '../../../../src/knowledge/load.js';
import { DEFAULT_LIMITS } from '../../../../src/model/index.js';
import { Face } from '../../../../src/parse/face.js';
import { SOURCE_PARSERS } from '../../../../src/parse/source/parsers.js';

const knowledge = loadKnowledge();
const context = {
  catalog: new Catalog(knowledge),
  knowledge,
  limits: DEFAULT_LIMITS,
  today: '2026-01-01',
  passwords: [],
};

it('takes #[cfg(test)] modules and #[test] functions of Rust for tests, #[cfg(not(test))] for production', async () => {
  const text = `use openssl::rsa::Rsa;
fn shipped() { Rsa::generate(2048); }
#[cfg(not(test))]
fn also_shipped() { Rsa::generate(3072); }
#[tokio::test]
async fn alone() { Rsa::generate(1024); }
#[cfg(test)]
mod tests {
    use super::*;
    fn helper() { Rsa::generate(512); }
}
`;
  const artifact = { path: 'src/lib.rs', bytes: new TextEncoder().encode(text), depth: 0 };
  const parser = SOURCE_PARSERS.find((one) => one.wants(new Face(artifact), context));
  const result = await parser?.parse(artifact, context);
  expect(result?.observations.map((one) => [one.asset.name, one.usage.context])).toEqual([
    ['RSA-2048', 'production'],
    ['RSA-3072', 'production'],
    ['RSA-1024', 'test'],
    ['RSA-512', 'test'],
  ]);
});
