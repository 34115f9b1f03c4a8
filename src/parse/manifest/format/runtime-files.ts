import { member, readJson, textOf } from '../json.js';
import { lines } from '../lines.js';
import type { ManifestFormat } from '../manifest-parser.js';
import { runtime } from './deployment.js';

/** One file, one runtime: the first word of the file is the version. */
const SINGLE: Readonly<Record<string, string>> = {
  '.nvmrc': 'node',
  '.node-version': 'node',
  '.python-version': 'python',
  '.ruby-version': 'ruby',
  '.java-version': 'java',
  '.go-version': 'go',
  '.php-version': 'php',
  'runtime.txt': 'python',
};

/** Version files of nvm, pyenv, rbenv, jenv, asdf, SDKMAN and Heroku. Names such as `lts/*` say no version and are left out. */
export const RUNTIME_FILES: ManifestFormat = {
  id: 'runtime-version',
  wants: ({ name }) => name in SINGLE || name === '.tool-versions' || name === '.sdkmanrc',
  *read(text, path) {
    const file = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
    for (const { text: line, number } of lines(text)) {
      const named = /^\s*(nodejs|node|golang|go|java|python|ruby|php|dotnet(?:-core)?)[\s=]+(\S{1,60})/.exec(line);
      const single = SINGLE[file] ?? '';
      const [name, written] = file in SINGLE ? [single, line.trim()] : [named?.[1] ?? '', named?.[2] ?? ''];
      const version = /^(?:v|[a-z][a-z-]{0,20}-)?(\d{1,4}(?:\.\d{1,6}){0,3})/.exec(written)?.[1];
      if (name && version) yield runtime(name, version, { line: number, column: line.indexOf(version) + 1 });
      if (file in SINGLE && written !== '' && !written.startsWith('#')) return;
    }
  },
};

/** global.json of .NET: the version of the SDK, whose runtime is of the same line. */
export const GLOBAL_JSON: ManifestFormat = {
  id: 'dotnet-global-json',
  wants: ({ name }) => name === 'global.json',
  *read(text) {
    const node = member(member(readJson(text), 'sdk'), 'version');
    const version = /^(\d{1,3}\.\d{1,3})/.exec(textOf(node) ?? '')?.[1];
    if (node && version) yield runtime('dotnet', version, node.at);
  },
};
