import { readFileSync } from 'node:fs';

/** Version of this package, from the manifest that is published with it. */
export function toolVersion(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/** Changes with every build: results of another build are not taken from the cache. */
export function buildId(): string {
  return readFileSync(new URL('../../dist/build-id', import.meta.url), 'utf8');
}
