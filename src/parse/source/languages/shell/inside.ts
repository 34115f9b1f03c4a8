import type { Face } from '../../../face.js';

const SHEBANG = /^#!\s*\S*\/(?:env\s+(?:-S\s+)?)?(?:ba|z|k|da|a)?sh\b/;
const DOCKERFILE = /^(?:.*\.)?(?:dockerfile|containerfile)(?:\..*)?$/;
const MAKEFILE = /^(?:gnu)?makefile(?:\..*)?$|\.mk$/;
const WORKFLOW = /(?:^|\/)\.(?:github|gitea|forgejo)\/(?:workflows|actions)\/.*\.ya?ml$/i;
const PIPELINE =
  /^(?:.*\.)?gitlab-ci\.ya?ml$|^azure-pipelines.*\.ya?ml$|^(?:bitbucket-pipelines|\.travis|\.drone|\.woodpecker|action|buildspec|cloudbuild|(?:docker-)?compose.*|playbook.*|site|user-data|cloud-init|cloud-config|taskfile)\.ya?ml$/;
/** Tasks of Ansible, manifests of Kubernetes. */
const TASKS = /(?:^|\/)(?:tasks|handlers|playbooks|k8s|kubernetes|manifests|templates)\/[^/]+\.ya?ml$/i;
const CIRCLE = /(?:^|\/)\.circleci\/.*\.ya?ml$/i;

/** Is there shell in this file although its extension does not say so? */
export function holdsShell(face: Face): boolean {
  return insideOf(face.path) !== undefined || (face.extension === '' && SHEBANG.test(face.latin1.slice(0, 100)));
}

/** The shell in a file with everything else blanked, so that every line keeps its number. */
export function shellOnly(text: string, path: string): string {
  const inside = insideOf(path);
  return inside ? inside(text.split(/\r\n|\r|\n/)).join('\n') : text;
}

function insideOf(path: string): ((lines: readonly string[]) => string[]) | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (DOCKERFILE.test(name)) return dockerfile;
  if (MAKEFILE.test(name)) return makefile;
  if (/^jenkinsfile(?:\..*)?$/.test(name)) return jenkins;
  if (name === 'package.json') return scripts;
  return WORKFLOW.test(path) || CIRCLE.test(path) || TASKS.test(path) || PIPELINE.test(name) ? pipeline : undefined;
}

/** RUN, CMD and ENTRYPOINT in shell form; ARG and ENV as assignments. */
function dockerfile(lines: readonly string[]): string[] {
  let keeps = false;
  let goesOn = false;
  let until: string | undefined;
  return lines.map((line) => {
    if (until !== undefined) {
      if (line.trim() === until) until = undefined;
      return until === undefined || !keeps ? '' : line;
    }
    if (/^\s*#/.test(line)) return goesOn && keeps ? '\\' : '';
    const begins: RegExpExecArray | null = goesOn
      ? null
      : /^\s*(RUN|CMD|ENTRYPOINT|ENV|ARG|[A-Z]+)\s+((?:--\w[\w-]*=\S+\s+)*)/i.exec(line);
    if (!goesOn) keeps = begins !== null && /^(?:run|cmd|entrypoint|env|arg)$/i.test(begins[1] ?? '');
    goesOn = /\\\s*$/.test(line);
    if (!keeps) return '';
    if (!begins) return line.replace(/\\\s+$/, '\\');
    const rest = line.slice(begins[0].length).replace(/\\\s+$/, '\\');
    // The form of a list: `["openssl", "genrsa"]`.
    if (/^\[/.test(rest))
      return /^\[[^\]]*\]\s*$/.test(rest) ? rest.replace(/[[\]]/g, ' ').replace(/",\s*"/g, '" "') : '';
    const here = /^<<-?\s*["']?(\w+)["']?\s*$/.exec(rest)?.[1];
    if (here) {
      until = here;
      return '';
    }
    const assigns = /^(?:env|arg)$/i.test(begins[1] ?? '');
    if (assigns && !/^\w+=/.test(rest)) {
      const [, key, value] = /^(\w+)\s+(.*)$/.exec(rest) ?? [];
      return key ? `${key}="${(value ?? '').replaceAll('"', '')}"` : '';
    }
    return ' '.repeat(begins[0].length) + rest;
  });
}

/** Recipe lines, and variables as assignments. */
function makefile(lines: readonly string[]): string[] {
  let goesOn = false;
  return lines.map((line) => {
    const recipe = line.startsWith('\t');
    if (recipe || goesOn) {
      goesOn = /\\$/.test(line);
      return plain(line.replace(/^\t[@+-]*/, ' '));
    }
    const [, name, operator, value = ''] =
      /^\s{0,8}(?:export\s+|override\s+)?([A-Za-z_]\w*)\s{0,40}(\?|:{0,3}|\+)=\s{0,40}([^#\\"]*)/.exec(line) ?? [];
    if (!name || /\\$/.test(line)) return '';
    const given = plain(value.trim());
    return operator === '?' ? `${name}="\${${name}:-${given}}"` : `${name}="${given}"`;
  });
}

/** `$(X)` of make is `${X}` of the shell, `$$` is `$`, `$<` and its like are some file. */
function plain(line: string): string {
  return line.replace(/\$[<^|+%]/g, '$@').replace(/\$\$|\$\((\w+)\)/g, (_, name) => (name ? `\${${name}}` : '$'));
}

const SCRIPT =
  /^(\s*)(- )?\s*(?:run|script|before_script|after_script|before_install|install|bash|shell|(?:ansible\.builtin\.)?(?:shell|command)|cmd|cmds|command|commands|entrypoint|args|inlineScript|runcmd)\s*:\s*(.*)$/;

/** The values of `run`, `script` and their like: blocks, lists and single lines. */
function pipeline(lines: readonly string[]): string[] {
  let indent = -1;
  let list = false;
  return lines.map((line) => {
    const own = line.search(/\S/);
    if (own < 0) return '';
    if (indent >= 0 && (own > indent || (list && own === indent && line.trimStart().startsWith('- ')))) {
      return known(list ? item(line) : line);
    }
    indent = -1;
    const [, space = '', dash = '', value = ''] = SCRIPT.exec(line) ?? [];
    if (!SCRIPT.test(line)) return '';
    if (value === '' || /^[|>][-+\d]*\s*(?:#.*)?$/.test(value)) {
      indent = space.length + dash.length;
      list = value === '';
      return '';
    }
    return known(unquoted(value));
  });
}

/** `- openssl ...` of a list; what is no item goes on from the one before. */
function item(line: string): string {
  const [, space = '', value] = /^(\s*)- (?:(?:run|cmd|command|script)\s*:\s*)?(.*)$/.exec(line) ?? [];
  if (value === undefined) return line;
  return /^[|>][-+\d]*\s*$/.test(value) ? '' : space + unquoted(value);
}

function unquoted(value: string): string {
  const [, single] = /^'(.*)'\s*$/.exec(value) ?? [];
  if (single !== undefined) return single.replaceAll("''", "'");
  const [, double] = /^"(.*)"\s*$/.exec(value) ?? [];
  return double === undefined ? value : double.replace(/\\(["\\])/g, '$1');
}

/** Expressions of the pipeline are put in before the shell runs. */
function known(line: string): string {
  return line.replace(/\$\{\{[^}]{0,300}\}\}/g, '$(expression)');
}

/** The texts of `sh '..'` steps, in one line or between three quotes. */
function jenkins(lines: readonly string[]): string[] {
  let until: string | undefined;
  return lines.map((line) => {
    if (until !== undefined) {
      const end = line.indexOf(until);
      if (end >= 0) until = undefined;
      return end >= 0 ? line.slice(0, end) : line;
    }
    const [whole = '', quote = ''] = /\bsh\s{0,9}\(?\s{0,9}(?:script\s{0,9}:\s{0,9})?("""|'''|"|')/.exec(line) ?? [];
    if (!quote) return '';
    const rest = line.slice(line.indexOf(whole) + whole.length);
    const end = rest.lastIndexOf(quote);
    if (end >= 0) return rest.slice(0, end);
    if (quote.length === 3) until = quote;
    return quote.length === 3 ? rest : '';
  });
}

/** The values of `scripts` in a package.json. */
function scripts(lines: readonly string[]): string[] {
  let inside = false;
  return lines.map((line) => {
    if (/^\s*"scripts"\s*:\s*\{/.test(line)) inside = true;
    else if (inside && /^\s*\}/.test(line)) inside = false;
    const value = inside ? /^\s*"[^"]{1,100}"\s*:\s*"(.*)"\s*,?\s*$/.exec(line)?.[1] : undefined;
    return value === undefined ? '' : value.replace(/\\(["\\])/g, '$1');
  });
}
