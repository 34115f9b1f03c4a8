import { decodeText } from '../../text.js';
import { FORMATS } from '../formats.js';
import type { Setting, Tree } from '../tree.js';
import type { FileContext } from './context.js';
import { type ReadVariables, resolveVariables, variablesOf } from './variables.js';

/** Where the variables of a kind of template get their values, and how they are written there. */
interface ValueFiles {
  /** What an open expression of this kind looks like. */
  readonly expression: RegExp;
  /** Relative to the file with the expression; the first that gives a value decides. */
  readonly patterns: readonly string[];
  readonly format: 'yaml' | 'env' | 'hcl';
  readonly read: ReadVariables;
  /** The files decide even where the file with the expression has a value of its own. */
  readonly over?: boolean;
}

const VALUE_FILES: readonly ValueFiles[] = [
  // Terraform language, "Assigning values to root module variables": files win over defaults.
  {
    expression: /\bvar\./,
    patterns: ['./*.auto.tfvars', './terraform.tfvars'],
    format: 'hcl',
    read: (tree) => flat(tree, 'var.'),
    over: true,
  },
  // The call of a module in another folder gives its variables, by the values that stand in that folder.
  {
    expression: /\bvar\./,
    patterns: ['../*.auto.tfvars', '../terraform.tfvars', '../../*.auto.tfvars', '../../terraform.tfvars'],
    format: 'hcl',
    read: (tree, { from }) =>
      new Map([...flat(tree, 'var.')].map(([name, value]) => [`${folderOf(from)}:${name}`, value])),
    over: true,
  },
  {
    expression: /\bvar\./,
    patterns: ['../*.tf', '../../*.tf'],
    format: 'hcl',
    read: moduleArguments,
    over: true,
  },
  { expression: /\b(?:var|local)\./, patterns: ['./*.tf'], format: 'hcl', read: variablesOf },
  // Helm, "Values files": `templates/` lies beside `values.yaml`.
  { expression: /\.Values\./, patterns: ['../values.yaml'], format: 'yaml', read: (tree) => flat(tree, '.Values.') },
  // Ansible, "Variable precedence", strongest first of those that lie in a tree.
  {
    expression: /\{\{\s*[a-z_]\w*/i,
    patterns: [
      '../vars/main.yml',
      '../vars/main.yaml',
      'host_vars/*.yml',
      'group_vars/*.yml',
      'group_vars/all/*.yml',
      '../defaults/main.yml',
      '../defaults/main.yaml',
    ],
    format: 'yaml',
    read: (tree) => flat(tree, ''),
  },
  { expression: /\$\{?[A-Z_]/, patterns: ['./.env'], format: 'env', read: (tree) => flat(tree, '') },
];

/** The files that may decide an expression that is open. */
export function valueFilesFor(expression: string): readonly string[] {
  return VALUE_FILES.filter((one) => one.expression.test(expression)).flatMap(({ patterns }) => patterns);
}

/** The variables of a file, together with what the files beside it say. */
export function withValueFiles(own: ReadonlyMap<string, string>, context: FileContext): ReadonlyMap<string, string> {
  const variables = new Map(own);
  const before = new Set<string>();
  for (const { patterns, format, read, over } of VALUE_FILES) {
    for (const pattern of patterns) {
      for (const { path, bytes } of context.companions(context.artifact.path, pattern)) {
        if (path === context.artifact.path) continue;
        const tree = treeOf(format, bytes);
        if (!tree) continue;
        for (const [name, value] of read(tree, { of: context.artifact.path, from: path, known: variables })) {
          if (before.has(name) || (!over && variables.has(name))) continue;
          variables.set(name, value);
          if (over) before.add(name);
        }
      }
    }
  }
  return variables;
}

function treeOf(format: ValueFiles['format'], bytes: Uint8Array): Tree | undefined {
  try {
    return FORMATS[format]?.(decodeText(bytes));
  } catch {
    // A file that cannot be read decides nothing; its own reading has said so.
    return undefined;
  }
}

/** Every setting by its dotted name; a list as its words. */
function flat(tree: Tree, prefix: string): Map<string, string> {
  const found = new Map<string, string>();
  const collect = (setting: Setting, name: string): void => {
    if (setting.children.length === 0) {
      if (!found.has(prefix + name)) found.set(prefix + name, setting.value);
    } else for (const one of setting.children) collect(one, `${name}.${one.name}`);
  };
  for (const root of tree.roots) for (const one of root.children) collect(one, one.name);
  return found;
}

/** What the `module` blocks of a file hand to the module in the folder of another file. */
function moduleArguments(tree: Tree, { of, from, known }: Parameters<ReadVariables>[1]): Map<string, string> {
  const found = new Map<string, string>();
  const several = new Set<string>();
  const own = new Map([...variablesOf(tree), ...inFolder(folderOf(from), known)]);
  for (const root of tree.roots) {
    for (const block of root.children) {
      if (block.name !== 'module') continue;
      const source = block.children.find(({ name }) => name === 'source')?.value ?? '';
      if (!source.startsWith('.') || joined(folderOf(from), source) !== folderOf(of)) continue;
      for (const { name, value: written, children } of block.children) {
        const value = resolveVariables(written, own);
        const before = found.get(`var.${name}`);
        if (children.length > 0 || /\b(?:var|local)\./.test(value)) continue;
        if (before !== undefined && before !== value) several.add(`var.${name}`);
        found.set(`var.${name}`, value);
      }
    }
  }
  // Two calls that say different things leave the variable open.
  for (const name of several) found.delete(name);
  return found;
}

/** The values that variables were given in one folder. */
function inFolder(folder: string, known: ReadonlyMap<string, string>): [string, string][] {
  const start = `${folder}:`;
  return [...known].flatMap(([name, value]) => (name.startsWith(start) ? [[name.slice(start.length), value]] : []));
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

function joined(folder: string, way: string): string {
  const parts = folder === '' ? [] : folder.split('/');
  for (const step of way.split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '.' && step !== '') parts.push(step);
  }
  return parts.join('/');
}
