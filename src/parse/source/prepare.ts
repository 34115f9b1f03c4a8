import type { Knowledge } from '../../model/index.js';
import { Candidates, type CandidateWords, candidateWords, wordsOf } from './candidates.js';
import { type MeetingWords, meetingWords, RuleWords } from './dormant/rule-words.js';
import type { Language } from './language.js';
import { type ToolRules, Tools, toolRulesOf } from './languages/commands/tools.js';
import { RuleBook } from './rules/rule-book.js';
import { indexRules, type RuleIndex } from './rules/rule-index.js';
import { waysTo } from './rules/ways.js';

/** Rules and words of one language, each made when it is first asked for: most languages of a tree are only asked for candidates. */
export interface Prepared {
  readonly book: RuleBook;
  readonly candidates: Candidates;
  readonly words: RuleWords;
  readonly tools: Tools;
}

const prepared = new WeakMap<Knowledge, Map<string, unknown>>();

/** Made once for each set of knowledge. */
export function prepare(knowledge: Knowledge, language: Language): Prepared {
  return once(knowledge, language.id, () => new OnNeed(knowledge, language));
}

/** What the build works out of the rules for a language, by name. With rules of the user it is worked out at the start. */
export function derivedOf({ version, documents }: Knowledge, language: Language): Readonly<Record<string, unknown>> {
  const plain = new OnNeed({ version, documents }, language);
  return {
    [indexName(language)]: plain.index,
    [candidatesName(language)]: plain.candidateWords,
    [meetingName(language)]: plain.meetingWords,
    [TOOLS]: plain.toolRules,
  };
}

class OnNeed implements Prepared {
  #candidates: Candidates | undefined;
  #words: RuleWords | undefined;

  constructor(
    private readonly knowledge: Knowledge,
    private readonly language: Language,
  ) {}

  /** Languages with the same rules share them. */
  get book(): RuleBook {
    const { knowledge, language } = this;
    return once(knowledge, indexName(language), () => new RuleBook(knowledge, this.index));
  }

  get candidates(): Candidates {
    this.#candidates ??= new Candidates(this.candidateWords);
    return this.#candidates;
  }

  get words(): RuleWords {
    this.#words ??= new RuleWords(this.book, this.meetingWords);
    return this.#words;
  }

  get index(): RuleIndex {
    return this.#derived(indexName(this.language)) ?? indexRules(this.knowledge, this.language.rules);
  }

  get candidateWords(): CandidateWords {
    return this.#derived(candidatesName(this.language)) ?? candidateWords(this.book, this.language);
  }

  get meetingWords(): MeetingWords {
    return (
      this.#derived(meetingName(this.language)) ??
      meetingWords(this.book, this.language, wordsOf, waysTo(this.book, wordsOf))
    );
  }

  /** Languages share them. */
  get tools(): Tools {
    return once(this.knowledge, TOOLS, () => new Tools(this.toolRules));
  }

  get toolRules(): ToolRules {
    return this.#derived(TOOLS) ?? toolRulesOf(this.knowledge);
  }

  #derived<T>(name: string): T | undefined {
    return this.knowledge.derived?.get(name) as T | undefined;
  }
}

const TOOLS = 'command-line tools';

function once<T>(knowledge: Knowledge, name: string, make: () => T): T {
  const made = prepared.get(knowledge) ?? new Map<string, unknown>();
  prepared.set(knowledge, made);
  let one = made.get(name) as T | undefined;
  if (one === undefined) {
    one = make();
    made.set(name, one);
  }
  return one;
}

function indexName({ rules }: Language): string {
  return `rules of ${rules.join()}`;
}

function candidatesName({ id }: Language): string {
  return `candidates of ${id}`;
}

function meetingName({ id }: Language): string {
  return `meeting words of ${id}`;
}
