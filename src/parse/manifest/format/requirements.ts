import { lines } from '../lines.js';
import type { ManifestFormat } from '../manifest-parser.js';
import { requirement } from './requirement.js';

const NAMES = /^(?:.*[-_.])?(?:requirements|constraints)(?:[-_.].*)?\.(?:txt|in|pip)$/;

/** requirements.txt of pip, pip-tools and uv: one requirement a line, `\` continues, hashes and options are skipped. */
export const REQUIREMENTS: ManifestFormat = {
  id: 'pip',
  wants: (face) => NAMES.test(face.name) || (face.extension === '.txt' && /(^|\/)requirements\//.test(face.path)),
  *read(text, path) {
    const scope = /(?:^|[-_./])(?:dev|test|tests|lint|docs?|ci)(?:[-_./]|$)/.test(path.slice(path.lastIndexOf('/') + 1))
      ? 'dev'
      : undefined;
    for (const { text: line, number } of lines(text)) {
      const body = line
        .replace(/(?:^|\s)#.*$/, '')
        .replace(/\s+--hash=.*$/, '')
        .replace(/\\\s*$/, '');
      const egg = /^\s*(?:-e\s+)?\S+[#&]egg=([\w.-]+)/.exec(body);
      const start = line.search(/\S/);
      if (start < 0 || (!egg && /^\s*-/.test(body))) continue;
      const found = requirement(egg?.[1] ?? body, { line: number, column: start + 1 }, scope);
      if (found) yield found;
    }
  },
};
