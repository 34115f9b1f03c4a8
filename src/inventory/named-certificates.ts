import type { CryptoAsset, Occurrence } from '../model/index.js';
import { FilesNamed } from './files-named.js';

/**
 * A certificate that a configuration names by its file is seen there too: file, configuration and, where it is served,
 * endpoint are occurrences of one asset. The occurrence stands at the setting that names the file.
 */
export function namedCertificates(assets: readonly CryptoAsset[], occurrences: readonly Occurrence[]): Occurrence[] {
  const certificates = new Set(assets.filter(({ kind }) => kind === 'certificate').map(({ id }) => id));
  const files = new FilesNamed(occurrences, certificates);
  const found: Occurrence[] = [];
  for (const occurrence of occurrences) {
    const { evidence, usage } = occurrence;
    if (evidence.technique !== 'configuration') continue;
    for (const { relation, by, value } of occurrence.references ?? []) {
      if (relation !== 'names-file' || by !== 'path') continue;
      for (const asset of files.assetsIn(value, occurrence)) {
        const { context, component, exposure } = usage;
        found.push({
          asset,
          evidence,
          usage: {
            purpose: 'certificate',
            role: 'configure',
            context,
            agility: 'configuration',
            ...(component === undefined ? {} : { component }),
            ...(exposure ? { exposure } : {}),
          },
        });
      }
    }
  }
  return found;
}
