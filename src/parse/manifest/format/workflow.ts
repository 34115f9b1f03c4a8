import type { Face } from '../../face.js';
import type { Dependency, Position } from '../dependency.js';
import { type Line, lines } from '../lines.js';
import type { ManifestFormat } from '../manifest-parser.js';
import { runtime } from './deployment.js';
import { imageDependency } from './image.js';

/** A value of a matrix, with its place. */
interface Choice {
  readonly text: string;
  readonly at: Position;
}

/**
 * The runtimes that GitHub Actions install, and the runner images, whose libraries jobs use. `${{ matrix.node }}` stands for
 * every value that the matrix of the file gives to `node`.
 */
export const WORKFLOW: ManifestFormat = {
  id: 'workflow-runtimes',
  wants: (face) => isYaml(face) && /(^|\/)\.(?:github|gitea|forgejo)\/(?:workflows|actions)\//.test(face.path),
  confidence: 0.8,
  *read(text) {
    const all = [...lines(text)];
    const matrix = choices(all);
    for (const { text: line, number } of all) {
      const field = /^\s*(?:-\s+)?(runs-on|(?:node|go|java|python|ruby|dotnet|php)-version):\s*(\S.{0,200})$/.exec(
        line,
      );
      if (!field) continue;
      const [, name, written] = field as unknown as [string, string, string];
      const variable = /\$\{\{\s*matrix\.([\w-]{1,60})\s*\}\}/.exec(written)?.[1];
      const direct = { text: written, at: { line: number, column: line.indexOf(written) + 1 } };
      for (const choice of variable === undefined ? [direct] : (matrix.get(variable) ?? [])) {
        const found = name === 'runs-on' ? runner(choice) : installed(name.slice(0, -'-version'.length), choice);
        if (found) yield found;
      }
    }
  },
};

function runner({ text, at }: Choice): Dependency | undefined {
  const version = /^\[?\s*["']?ubuntu-(\d{2}\.\d{2})\b/.exec(text);
  if (!version) return undefined;
  const column = at.column + text.indexOf('ubuntu-');
  return { ...imageDependency(`ubuntu:${version[1]}`, { line: at.line, column }), scope: 'build' };
}

function installed(name: string, { text, at }: Choice): Dependency | undefined {
  const version = /^["']?(\d[\w.]{0,20}?)(?:\.x)?["']?\s*(?:#.*)?$/.exec(text)?.[1];
  if (version === undefined) return undefined;
  const column = at.column + text.indexOf(version);
  return { ...runtime(name, version, { line: at.line, column }), scope: 'build' };
}

/** Lists and single values below `matrix:`, by name: `node: [18, 20]`, a list of lines, an entry of `include:`. */
function choices(all: readonly Line[]): Map<string, Choice[]> {
  const found = new Map<string, Choice[]>();
  const add = (name: string, text: string, at: Position): void => {
    const list = found.get(name) ?? [];
    if (list.length < 100) list.push({ text, at });
    found.set(name, list);
  };
  let matrix = -1;
  let open: string | undefined;
  for (const { text: line, number } of all) {
    const indent = line.search(/\S/);
    if (indent < 0 || line.trimStart().startsWith('#')) continue;
    if (matrix >= 0 && indent <= matrix) matrix = -1;
    if (/^\s*matrix:\s*$/.test(line)) matrix = indent;
    else if (matrix >= 0) {
      const field = /^\s*(?:-\s+)?([\w-]{1,60}):\s*(.{0,400})$/.exec(line);
      const item = /^\s*-\s+["']?([\w.-]{1,40})["']?\s*(?:#.*)?$/.exec(line);
      if (item && open !== undefined)
        add(open, item[1] as string, { line: number, column: line.indexOf(item[1] as string) + 1 });
      if (!field) continue;
      open = field[2] === '' ? field[1] : undefined;
      for (const value of (field[2] as string).matchAll(/[\w.-]+/g)) {
        const column = line.length - (field[2] as string).length + value.index + 1;
        if (!(field[2] as string).includes('${{')) add(field[1] as string, value[0], { line: number, column });
      }
    }
  }
  return found;
}

function isYaml(face: Face): boolean {
  return face.extension === '.yaml' || face.extension === '.yml';
}
