import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Libraries that take longer to load than most scans need: loaded when the first file asks for them. */
export const libraries = {
  get yaml(): typeof import('yaml') {
    return once('yaml');
  },
  get forge(): typeof import('node-forge') {
    return once('node-forge');
  },
  get jsonc(): typeof import('jsonc-parser') {
    return once('jsonc-parser');
  },
  get toml(): typeof import('smol-toml') {
    return once('smol-toml');
  },
  get saxes(): typeof import('saxes') {
    return once('saxes');
  },
  get tar(): typeof import('tar-stream') {
    return once('tar-stream');
  },
};

const loaded = new Map<string, unknown>();

function once<T>(name: string): T {
  if (!loaded.has(name)) loaded.set(name, require(name));
  return loaded.get(name) as T;
}
