import type { Catalog } from '../catalog/catalog.js';
import type { CryptoAsset, Finding, Occurrence } from '../model/index.js';
import { type Asked, askedBy, mayMeet, meets, type Subject } from './condition.js';
import { fieldsIn, fill } from './message.js';
import { policyHits } from './policies.js';
import type { RuleBook } from './read-rules.js';
import { type AssetFields, assetFields, likeness, subjectOf } from './subject.js';
import type { RemedySelector, Rule } from './types.js';

/** What one rule says of a place, whichever place it is. */
export interface Judgement extends Pick<Finding, 'severity' | 'harm' | 'message' | 'policies' | 'remedy'> {
  readonly rule: Rule;
}

/** An asset with what its places have in common. */
interface Judged {
  readonly fields: AssetFields;
  /** Those that the asset leaves open. */
  readonly rules: readonly Rule[];
  /** Fields of a place on which these depend, and all words that they look for near it. */
  readonly asked: readonly string[];
  readonly words: ReadonlySet<string> | undefined;
  readonly known: Map<string, readonly Judgement[]>;
}

/**
 * Judges places one by one, but places of an asset that are alike in all that the rules ask only once: a tree has few kinds of
 * uses, each many times.
 */
export class Judge {
  readonly #judged = new Map<CryptoAsset, Judged>();
  readonly #asked = new Map<Rule, readonly Asked[]>();

  /**
   * @param today ISO date
   * @param chosen jurisdictions or policy ids of the project
   */
  constructor(
    private readonly book: RuleBook,
    private readonly catalog: Catalog,
    private readonly today: string,
    private readonly chosen: ReadonlySet<string>,
  ) {}

  /** What the rules say of an asset at a place, in the order of the rules. */
  of(place: Occurrence, asset: CryptoAsset): readonly Judgement[] {
    let judged = this.#judged.get(asset);
    if (!judged) {
      judged = this.#judge(asset);
      this.#judged.set(asset, judged);
    }
    const { fields, rules, asked, words, known } = judged;
    if (rules.length === 0) return [];
    const kind = likeness(place, asked, words, this.today);
    let judgements = known.get(kind);
    if (!judgements) {
      judgements = this.#ofSubject(subjectOf(place, fields, this.today), rules);
      known.set(kind, judgements);
    }
    return judgements;
  }

  #judge(asset: CryptoAsset): Judged {
    const fields = assetFields(asset, this.catalog, this.today);
    const rules = this.book.rules.filter(({ when }) => mayMeet(when, fields));
    const asked = rules.flatMap((rule) => this.#askedOf(rule)).filter(({ field }) => !(field in fields));
    return {
      fields,
      rules,
      asked: [...new Set(asked.map(({ field }) => field))],
      words: wordsOf(asked.filter(({ field }) => field === 'nearby')),
      known: new Map(),
    };
  }

  #ofSubject(subject: Subject, rules: readonly Rule[]): readonly Judgement[] {
    const found = rules.flatMap((rule) => {
      if (!meets(rule.when, subject)) return [];
      const policies = policyHits(this.book.policies, rule.id, subject, this.chosen);
      return policies.length > 0 ? { rule, policies } : [];
    });
    // One place, one line to act on: what another rule covers is said in its message.
    const covered = new Set(found.flatMap(({ rule }) => rule.covers ?? []));
    return found
      .filter(({ rule }) => !covered.has(rule.id))
      .map(({ rule, policies }) => {
        const remedy = this.book.remedies.find(
          (one) => one.rules.includes(rule.id) && (one.when === undefined || meets(one.when, subject)),
        );
        return {
          rule,
          policies,
          severity: rule.severityWhen?.find((one) => meets(one.when, subject))?.severity ?? rule.severity,
          harm: rule.harmWhen?.find((one) => meets(one.when, subject))?.harm ?? rule.harm,
          message: fill(rule.messageWhen?.find((one) => meets(one.when, subject))?.message ?? rule.message, subject),
          ...(remedy ? { remedy: remedy.id } : {}),
        };
      });
  }

  /** Everything that decides what a rule says of a place. */
  #askedOf(rule: Rule): readonly Asked[] {
    let asked = this.#asked.get(rule);
    if (!asked) {
      const { policies, remedies } = this.book;
      const messages = [rule.message, ...(rule.messageWhen ?? []).map(({ message }) => message)];
      const named = (one: Pick<RemedySelector, 'rules'>) => one.rules.includes(rule.id);
      const conditions = [
        rule,
        ...(rule.severityWhen ?? []),
        ...(rule.harmWhen ?? []),
        ...(rule.messageWhen ?? []),
        ...policies.flatMap(({ demands }) => demands.filter(named)),
        ...remedies.filter(named),
      ];
      asked = [
        ...conditions.flatMap(({ when }) => (when ? askedBy(when) : [])),
        ...messages.flatMap(fieldsIn).map((field) => ({ field, test: { exists: true } })),
      ];
      this.#asked.set(rule, asked);
    }
    return asked;
  }
}

/** The words that tests look for; nothing where a test is no list of such. */
function wordsOf(asked: readonly Asked[]): ReadonlySet<string> | undefined {
  const lists = asked.map(({ test }) => [test].flat());
  return lists.every((list) => list.every((one) => typeof one === 'string'))
    ? new Set(lists.flat() as string[])
    : undefined;
}
