import { describe, expect, it } from 'vitest';
import type { Artifact, Observation } from '../../../src/model/index.js';
import { markTestRows } from '../../../src/parse/test-rows.js';

const CODE = `const SHIPPED: &str = "-----BEGIN ...";

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    const KEY: &str = "-----BEGIN ...";
}

const ALSO_SHIPPED: &str = "-----BEGIN ...";
#[cfg(not(test))]
mod real {
}
`;

describe('keys written into Rust test modules', () => {
  it('are test code inside the module and production outside of it', () => {
    expect(contexts('src/lib.rs', [1, 6, 9, 11])).toEqual(['production', 'test', 'production', 'production']);
  });

  it('says nothing about other languages', () => {
    expect(contexts('src/lib.go', [6])).toEqual(['production']);
  });
});

function contexts(path: string, lines: number[]): string[] {
  const artifact = { path, bytes: Buffer.from(CODE), depth: 0 } as unknown as Artifact;
  const seen = lines.map(
    (line) =>
      ({
        evidence: { location: { type: 'file', path, line } },
        usage: { context: 'production' },
      }) as unknown as Observation,
  );
  return markTestRows(artifact, seen).map((one) => one.usage.context);
}
