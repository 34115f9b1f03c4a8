import { member, membersOf, readJson, textOf } from '../json.js';
import type { ManifestFormat } from '../manifest-parser.js';

/** composer.json; extensions (`ext-openssl`) are dependencies as well. */
export const COMPOSER: ManifestFormat = {
  id: 'composer',
  wants: (face) => face.name === 'composer.json',
  *read(text) {
    const root = readJson(text);
    for (const [section, scope] of [
      ['require', undefined],
      ['require-dev', 'dev'],
    ] as const) {
      for (const [name, node] of membersOf(member(root, section))) {
        const range = textOf(node);
        const exact = range?.match(/^=?v?(\d+\.\d+\.\d+[\w.-]*)$/)?.[1];
        yield {
          ecosystem: 'composer',
          name,
          ...(exact ? { version: exact } : range !== undefined && range !== '*' && { range }),
          at: node.keyAt ?? node.at,
          direct: true,
          ...(scope && { scope }),
        };
      }
    }
  },
};

/** composer.lock. */
export const COMPOSER_LOCK: ManifestFormat = {
  id: 'composer-lock',
  wants: (face) => face.name === 'composer.lock',
  *read(text) {
    const root = readJson(text);
    for (const section of ['packages', 'packages-dev']) {
      for (const node of member(root, section)?.items ?? []) {
        const nameNode = member(node, 'name');
        const [name, version] = [textOf(nameNode), textOf(member(node, 'version'))];
        if (!name || !version || !nameNode) continue;
        const scope = section === 'packages-dev' ? { scope: 'dev' } : {};
        yield {
          ecosystem: 'composer',
          name,
          version: version.replace(/^v/, ''),
          at: nameNode.at,
          locked: true,
          ...scope,
        };
      }
    }
  },
};
