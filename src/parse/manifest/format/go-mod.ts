import type { Dependency } from '../dependency.js';
import { type Line, lines } from '../lines.js';
import type { ManifestFormat } from '../manifest-parser.js';
import { compareVersions } from '../version.js';

/**
 * go.mod (Go modules reference, "go.mod files"). A `require` is the version really chosen or a lower bound of it;
 * the minimal version selection of the main module makes it exact in practice. `go` and `toolchain` say which
 * standard library at least; `godebug` lines can turn the hybrid groups off.
 */
export const GO_MOD: ManifestFormat = {
  id: 'go-mod',
  wants: (face) => face.name === 'go.mod' || face.name === 'go.work',
  *read(text) {
    const all = [...lines(text)].map(withoutComment);
    const replaced = replacements(all);
    const godebug = directives(all, 'godebug').map(({ words }) => words[0] ?? '');
    const toolchain = directives(all, 'toolchain').find(({ words }) => words[0]?.startsWith('go'));
    const language = directives(all, 'go').find(({ words }) => /^\d/.test(words[0] ?? ''));
    const stated = toolchain ?? language;
    if (stated) {
      yield {
        ecosystem: 'golang',
        name: 'stdlib',
        version: (stated.words[0] as string).replace(/^go/, ''),
        at: stated.at,
        direct: true,
        details: {
          ...(language && { goDirective: language.words[0] as string }),
          ...switchedOff(language?.words[0], godebug),
          ...(godebug.length > 0 && { godebug: godebug.join(',').slice(0, 200) }),
        },
      };
    }
    for (const { words, at, comment } of directives(all, 'require')) {
      const [path, version] = words;
      if (!path || !version) continue;
      const other = replaced.get(path);
      yield {
        ecosystem: 'golang',
        name: other?.path ?? path,
        version: other?.version ?? version,
        at,
        direct: !comment.includes('indirect'),
        locked: true,
      };
    }
  },
};

/**
 * vendor/modules.txt: `# path version` of each module whose packages lie in the tree, `## explicit` when go.mod names it.
 * The packages of a module that code imports stand below it.
 * go.sum is not read: it has the hashes of versions that were looked at and not chosen as well.
 */
export const GO_VENDOR: ManifestFormat = {
  id: 'go-vendor',
  wants: (face) => face.name === 'modules.txt' && face.path.endsWith('vendor/modules.txt'),
  *read(text) {
    const all = [...lines(text)];
    for (const [index, { text: line, number }] of all.entries()) {
      const module = /^# (\S{1,300}) (v\S{1,100})(?: => (\S{1,300})(?: (v\S{1,100}))?)?$/.exec(line);
      if (!module) continue;
      const direct = /^## explicit/.test(all[index + 1]?.text ?? '');
      const packages = packagesBelow(all, index);
      yield {
        ecosystem: 'golang',
        name: module[4] ? (module[3] as string) : (module[1] as string),
        version: module[4] ?? (module[2] as string),
        at: { line: number, column: 3 },
        locked: true,
        direct,
        ...(packages !== '' && { details: { packages } }),
      };
    }
  },
};

/** The lines up to the next module that are names of packages. */
function packagesBelow(all: readonly Line[], module: number): string {
  const names: string[] = [];
  for (const { text } of all.slice(module + 1, module + 500)) {
    if (text.startsWith('# ')) break;
    if (!text.startsWith('#') && text.trim() !== '') names.push(text.trim().slice(0, 200));
  }
  return names.join(' ');
}

/**
 * What keeps the hybrid groups off although the toolchain has them: `tlsmlkem=0`, or a go directive
 * before 1.24, from which the defaults of GODEBUG are taken (Go documentation, "Go, Backwards Compatibility, and GODEBUG").
 */
function switchedOff(directive: string | undefined, godebug: readonly string[]): { pqcDisabledBy?: string } {
  if (godebug.includes('tlsmlkem=0')) return { pqcDisabledBy: 'godebug tlsmlkem=0' };
  const stated = godebug.find((one) => one.startsWith('default=go'))?.slice('default=go'.length) ?? directive;
  if (godebug.includes('tlsmlkem=1') || stated === undefined || compareVersions(stated, '1.24') >= 0) return {};
  return { pqcDisabledBy: `go ${stated}` };
}

type Code = Line & { readonly comment: string };

function withoutComment(line: Line): Code {
  const from = line.text.indexOf('//');
  return from < 0
    ? { ...line, comment: '' }
    : { number: line.number, text: line.text.slice(0, from), comment: line.text.slice(from) };
}

/** The arguments of a directive, written on its own line or in a block. */
function directives(all: readonly Code[], verb: string): { words: string[]; at: Dependency['at']; comment: string }[] {
  const found: { words: string[]; at: Dependency['at']; comment: string }[] = [];
  let open: string | undefined;
  for (const { text, number, comment } of all) {
    const words = text.trim().split(/\s+/).filter(Boolean);
    if (words.length === 0) continue;
    if (open !== undefined) {
      if (words[0] === ')') open = undefined;
      else if (open === verb) found.push({ words, at: { line: number, column: text.search(/\S/) + 1 }, comment });
    } else if (words.at(-1) === '(') open = words[0];
    else if (words[0] === verb) {
      const rest = words.slice(1);
      found.push({
        words: rest,
        at: { line: number, column: text.indexOf(rest[0] ?? verb, verb.length) + 1 },
        comment,
      });
    }
  }
  return found;
}

function replacements(all: readonly Code[]): Map<string, { path: string; version: string }> {
  const map = new Map<string, { path: string; version: string }>();
  for (const { words } of directives(all, 'replace')) {
    const arrow = words.indexOf('=>');
    const [from, path, version] = [words[0], words[arrow + 1], words[arrow + 2]];
    if (arrow > 0 && from && path && version) map.set(from, { path, version });
  }
  return map;
}
