import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloneBare } from '../crawl/files/clone.js';
import { writeTree } from '../crawl/files/git-tree.js';
import { DEFAULT_LIMITS } from '../model/index.js';

/**
 * Brings the newest state of a repository into a folder that is gone afterwards: objects only, no checkout, no hook, no filter.
 * @param target the address, as it was submitted
 * @throws UserError when it cannot be had
 */
export async function withRepository<T>(target: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'qday-fleet-')));
  try {
    const bare = join(folder, 'objects');
    const tree = cloneBare(target, bare);
    const files = join(folder, 'files');
    writeTree(bare, tree, files, DEFAULT_LIMITS.fileBytes, () => true);
    return await work(files);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
