import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { ScanOptions } from './options.js';

/**
 * Was everything below the working folder examined? Of a part of it, another folder or one shard nobody can say that an entry of the
 * ignore file, which stands in the working folder, is of no use.
 */
export function coversFolder({ targets, cwd, shard }: Pick<ScanOptions, 'targets' | 'cwd' | 'shard'>): boolean {
  return (
    !shard &&
    targets.some((one) => {
      const below = relative(resolve(cwd, one), cwd);
      return below !== '..' && !below.startsWith(`..${sep}`) && !isAbsolute(below);
    })
  );
}
