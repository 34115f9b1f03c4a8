import { execFileSync } from 'node:child_process';

/** Tests run against the same rule index, grammars and command that users get. */
export default function setup(): void {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
}
