import { compare } from '../../basics/order.js';
import type { LibraryAsset } from '../../model/index.js';
import { placeOf, placeText, type View } from './view.js';
import { plural } from './words.js';

/** How far a library is from post-quantum cryptography, in the order in which it matters. */
const STANDINGS = ['ended', 'switch-on', 'upgrade', 'none', 'ready', 'unknown'] as const;
export type Standing = (typeof STANDINGS)[number];

export const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  ended: 'gets no fixes any more',
  'switch-on': 'capable now, only needs turning on',
  upgrade: 'needs a newer version',
  none: 'has no post-quantum algorithms',
  ready: 'capable now',
  unknown: 'not known',
};

export interface LibraryView {
  readonly asset: LibraryAsset;
  readonly name: string;
  readonly standing: Standing;
  /** What to do about it, in a few words: the version, the alternatives, what switches it off. */
  readonly what: string;
  readonly places: readonly string[];
}

type Details = Readonly<Record<string, string | number | boolean>>;

/** Libraries of production code with cryptography as their subject, and any without fixes: each once with how far it is. */
export function libraries({ report }: View): readonly LibraryView[] {
  const seen = new Map<string, { details: Details; places: string[] }>();
  for (const { asset, details = {}, usage, evidence } of report.occurrences) {
    if (usage.context !== 'production' || usage.purpose !== 'provides') continue;
    const known = seen.get(asset);
    const place = placeText(placeOf(evidence.location));
    if (known) known.places.push(place);
    else seen.set(asset, { details, places: [place] });
  }
  return report.assets
    .flatMap((asset): LibraryView[] => {
      const here = asset.kind === 'library' ? seen.get(asset.id) : undefined;
      if (asset.kind !== 'library' || !here) return [];
      const standing = standingOf(asset, here.details, report.today);
      if (here.details['central'] === false && standing !== 'ended') return [];
      const name = `${asset.name}${asset.version ? ` ${asset.version}` : ''}`;
      return [{ asset, name, standing, what: whatOf(asset, standing, here.details), places: here.places }];
    })
    .sort((a, b) => STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing) || compare(a.asset.id, b.asset.id));
}

function standingOf({ pqc }: LibraryAsset, details: Details, today: string): Standing {
  const { endOfLife, supportEnds, pqcDefault, pqcDisabledBy } = details;
  if (endOfLife !== undefined || (typeof supportEnds === 'string' && supportEnds < today)) return 'ended';
  if (pqc === 'capable-now') return pqcDefault === false || pqcDisabledBy !== undefined ? 'switch-on' : 'ready';
  return pqc === 'needs-upgrade' ? 'upgrade' : pqc;
}

function whatOf({ pqc }: LibraryAsset, standing: Standing, details: Details): string {
  const { endOfLife, supportEnds, firstPqcVersion, pqcNeeds, pqcFollows, pqcDisabledBy, alternatives } = details;
  const since = firstPqcVersion === undefined ? '' : `${firstPqcVersion} or later`;
  const instead = alternatives === undefined ? '' : `instead: ${alternatives}`;
  const parts: Readonly<Record<Standing, readonly unknown[]>> = {
    ended: [endOfLife ?? `no public fixes since ${supportEnds}`, instead || (pqc === 'none' ? '' : since)],
    'switch-on': [pqcDisabledBy === undefined ? 'off by default' : `switched off by ${pqcDisabledBy}`],
    upgrade: [
      since,
      pqcNeeds === undefined ? '' : `with ${pqcNeeds}`,
      pqcFollows === undefined ? '' : `follows ${pqcFollows}`,
    ],
    none: [instead],
    ready: [],
    unknown: [pqcFollows === undefined ? '' : `follows ${pqcFollows}`],
  };
  return parts[standing].filter((one) => one !== '').join('; ');
}

/** Words of a count, and whether the names belong to it: of what is ready nobody has to know more. */
const COUNTED: readonly (readonly [Standing, words: string, named: boolean])[] = [
  ['ended', 'without fixes any more', true],
  ['switch-on', 'capable and only to be turned on', true],
  ['upgrade', 'to be upgraded first', true],
  ['none', 'without post-quantum algorithms', true],
  ['ready', 'capable now', false],
  ['unknown', 'not known', false],
];
const NAMED = 2;

/** `4 libraries: 1 to be upgraded first (cryptography 42.0.5), 3 capable now`; undefined where no library was seen. */
export function readinessText(all: readonly LibraryView[]): string | undefined {
  if (all.length === 0) return undefined;
  const said = COUNTED.flatMap(([standing, words, named]) => {
    const own = all.filter((one) => one.standing === standing);
    if (own.length === 0) return [];
    const names = own.slice(0, NAMED).map(({ name }) => name);
    const list = named ? ` (${names.join(', ')}${own.length > NAMED ? ', …' : ''})` : '';
    return `${own.length} ${words}${list}`;
  });
  return `${plural(all.length, 'library', 'libraries')}: ${said.join(', ')}`;
}
