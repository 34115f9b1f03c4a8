import { addTo } from '../../basics/groups.js';
import type { Link } from '../../model/index.js';
import { type FindingView, placeOf, placeText, type View } from './view.js';
import { count } from './words.js';

const SAME_KEY = 'same key as';
const CERTIFICATE_OF = ['certificate of', 'key of'] as const;
const CERTIFIED = new Set<string>(CERTIFICATE_OF);

/** What the asset at one end of a link is to the asset at the other: read from the start of the link, and from its end. */
const WORDS: Readonly<Record<Link['relation'], readonly [string, string]>> = {
  'certificate-of': CERTIFICATE_OF,
  'issuer-of': ['issuer of', 'issued by'],
  'issued-by': ['issued by', 'issuer of'],
  'signed-by': ['signed by', 'signer of'],
  'same-key': [SAME_KEY, SAME_KEY],
  'names-file': ['names', 'named by'],
  'configured-in': ['configured in', 'configures'],
  'protected-by': ['protected by', 'protects'],
  uses: ['uses', 'used by'],
  provides: ['provides', 'provided by'],
};
const MOST = 3;

/** What a key or certificate belongs to, in words: `key of leaf.example (certs/leaf.pem)`. */
export class LinkWords {
  readonly #links = new Map<string, { readonly words: string; readonly other: string }[]>();
  readonly #places = new Map<string, string>();

  constructor(readonly view: View) {
    for (const { asset, evidence } of view.report.occurrences)
      if (!this.#places.has(asset)) this.#places.set(asset, placeText(placeOf(evidence.location)));
    for (const { from, to, relation } of view.report.links) {
      const [forth, back] = WORDS[relation];
      this.#add(from, forth, to);
      this.#add(to, back, from);
    }
  }

  /** At most three, then how many more; none for what is neither key nor certificate. */
  of({ asset }: FindingView): string[] {
    if (asset?.kind !== 'certificate' && asset?.kind !== 'related-crypto-material') return [];
    const links = this.#links.get(asset.id) ?? [];
    // a key has the same key as its certificate: said once
    const certified = new Set(links.filter(({ words }) => CERTIFIED.has(words)).map(({ other }) => other));
    const telling = links.filter(({ words, other }) => words !== SAME_KEY || !certified.has(other));
    const shown = [...new Set(telling.map(({ words, other }) => `${words} ${this.#named(other)}`))];
    const rest = shown.length - MOST;
    return rest > 0 ? [...shown.slice(0, MOST), `and ${count(rest)} more`] : shown;
  }

  #named(id: string): string {
    const place = this.#places.get(id);
    return `${this.view.asset(id)?.name ?? id}${place ? ` (${place})` : ''}`;
  }

  #add(id: string, words: string, other: string): void {
    addTo(this.#links, id, { words, other });
  }
}
