import type { Artifact } from '../../model/index.js';
import type { Face } from '../face.js';
import type { Parser } from '../parser.js';
import { decodeText } from '../text.js';

const SCRIPT =
  /\.(?:sh|bash|zsh|ksh|ash|bats|tpl|tftpl|sh\.j2|user-data)$|^(?:docker|container)file(?:\..*)?$|^user[-_]data/;
/** What a configuration file is called; anything below /etc counts as well. */
const CONFIGURATION = /\.(?:conf|cfg|cnf|ini|ya?ml|json|toml|properties|hcl|xml|config|env)$|(?:^|\/)etc\/|_config$/;
const HERE = /<<(-?)[ \t]{0,8}(["'\\]?)([A-Za-z_]\w{0,60})\2/;
/** `> file`, `>> file`, `tee file`, `COPY <<EOF file` of a Dockerfile. */
const TARGET =
  /(?:^|[^0-9&>])>{1,2}[ \t]{0,8}["']?([^\s"'|;&<>()]{1,300})|\btee[ \t]+(?:-a[ \t]+)?["']?([^\s"'|;&<>()]{1,300})|^\s{0,8}(?:COPY|ADD)\b[^\n]{0,200}<<\S{1,64}[ \t]+(\S{1,300})/;
const MAX_FILES = 200;
const MAX_LINES = 20_000;
const MAX_SCRIPT = 2 * 1024 * 1024;

/**
 * Configuration files that a script or Dockerfile writes with a here-document, as a shell reads it (POSIX.1-2017, 2.7.4). What is
 * between is handed to the parsers under the name of the file. Keys in PEM are found in the script itself.
 */
export const WRITTEN_FILES: Parser = {
  id: 'written-files',
  wants: (face) => !face.binary && face.bytes.length <= MAX_SCRIPT && isScript(face) && face.includes('<<'),
  parse: (artifact) => ({ observations: [], embedded: writtenFiles(artifact) }),
};

function isScript(face: Face): boolean {
  return SCRIPT.test(face.name) || (face.extension === '' && face.latin1.startsWith('#!'));
}

function writtenFiles(artifact: Artifact): Artifact[] {
  const lines = decodeText(artifact.bytes).split('\n');
  const found: Artifact[] = [];
  for (let at = 0; at < lines.length && found.length < MAX_FILES; at++) {
    const line = (lines[at] as string).slice(0, 2_000);
    const here = /^\s*#/.test(line) ? null : HERE.exec(line);
    if (!here) continue;
    const end = endOf(lines, at + 1, here[3] as string, here[1] === '-');
    const target = TARGET.exec(line);
    const name = (target?.[1] ?? target?.[2] ?? target?.[3] ?? '').replace(/^\/+/, '');
    const body = lines.slice(at + 1, end);
    const text = (here[1] === '-' ? body.map((one) => one.replace(/^\t+/, '')) : body).join('\n');
    if (CONFIGURATION.test(name) && !text.includes('-----BEGIN ') && text.trim() !== '')
      found.push(embedded(artifact, name, text, at + 2));
    at = end;
  }
  return found;
}

/** The line that ends the document; the end of the script where none does. */
function endOf(lines: readonly string[], from: number, word: string, tabs: boolean): number {
  const limit = Math.min(lines.length, from + MAX_LINES);
  for (let at = from; at < limit; at++) {
    const line = (lines[at] as string).replace(/\r$/, '');
    if ((tabs ? line.replace(/^\t+/, '') : line) === word) return at;
  }
  return limit;
}

function embedded(outer: Artifact, written: string, text: string, line: number): Artifact {
  const name = written
    .replace(/\$\{?\w+\}?/g, '')
    .replace(/[^\w./-]+/g, '-')
    .replace(/^[-/]+/, '')
    .slice(0, 120);
  return {
    path: `${outer.path}!/${name || 'file'}`,
    bytes: Buffer.from(text, 'utf8'),
    depth: outer.depth + 1,
    lineOffset: line + (outer.lineOffset ?? 1) - 1,
  };
}
