import { spawnSync } from 'node:child_process';

/** One reading of OpenSSL's dumps for the tests and for `npm run compare:certificates`. */
export { certificatesOf, pem, readingOf, sameKeyFamily, storeTexts } from '../../scripts/compare/openssl.mjs';

export function has(tool: string): boolean {
  return spawnSync(tool, ['--help'], { stdio: 'ignore' }).error === undefined;
}
