import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** What one ignore file says about a path; `undefined` when it says nothing. */
type Says = 'ignored' | 'kept' | undefined;

/** The rules of one folder's ignore files, and of the folders above it. Deeper files win, as in git. */
export class IgnoreRules {
  private constructor(
    /** Absolute folder to which the rules below are relative. */
    private readonly folder: string,
    private readonly git: Ignore | undefined,
    private readonly own: Ignore | undefined,
    private readonly parent: IgnoreRules | undefined,
  ) {}

  /** Rules of a folder. `names` are the entries of the folder, where they are known already. */
  static of(folder: string, parent?: IgnoreRules, names?: ReadonlySet<string>): IgnoreRules | undefined {
    const git = !names || names.has('.gitignore') ? readRules(join(folder, '.gitignore')) : undefined;
    const own = !names || names.has('.qdayignore') ? readRules(join(folder, '.qdayignore')) : undefined;
    return git || own ? new IgnoreRules(folder, git, own, parent) : parent;
  }

  /** Rules of the repository that are in no tree: `.git/info/exclude`. */
  static excludes(folder: string, gitDir: string): IgnoreRules | undefined {
    const git = readRules(join(gitDir, 'info/exclude'));
    return git && new IgnoreRules(folder, git, undefined, undefined);
  }

  /** `.qdayignore` decides before `.gitignore`: it can leave out more, and take back in what git ignores. */
  says(absolute: string, isFolder: boolean): { readonly ignored: boolean; readonly by: 'qday' | 'git' } {
    const own = this.ask('own', absolute, isFolder);
    if (own) return { ignored: own === 'ignored', by: 'qday' };
    return { ignored: this.ask('git', absolute, isFolder) === 'ignored', by: 'git' };
  }

  /** Rules below a folder that `.qdayignore` took back: git's own say no more about it. */
  withoutGit(): IgnoreRules {
    return new IgnoreRules(this.folder, undefined, this.own, this.parent?.withoutGit());
  }

  private ask(which: 'git' | 'own', absolute: string, isFolder: boolean): Says {
    const rules = this[which];
    if (rules) {
      const path = absolute.slice(this.folder.length + 1) + (isFolder ? '/' : '');
      const { ignored, unignored } = rules.test(path);
      if (ignored) return 'ignored';
      if (unignored) return 'kept';
    }
    return this.parent?.ask(which, absolute, isFolder);
  }
}

function readRules(file: string): Ignore | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  return /^[^#\s]/m.test(text) ? ignore({ allowRelativePaths: true }).add(text) : undefined;
}
