import { createHash } from 'node:crypto';
import { append } from '../basics/groups.js';
import { catalogOf } from '../catalog/catalog.js';
import type { Found, FoundFile } from '../crawl/files/index.js';
import { DEFAULT_LIMITS } from '../model/index.js';
import { filesToReadWhole } from '../parse/source/link/callers.js';
import { isSourceModule, linkSources } from '../parse/source/link/link.js';
import { makersNeeded } from '../parse/source/link/makers.js';
import { neededNames, neededSettings } from '../parse/source/link/needed.js';
import { concerns, SecondLooks } from '../parse/source/link/second-look.js';
import { lackedNames, valuesElsewhere } from '../parse/source/link/values-elsewhere.js';
import type { SourceModule, TreeExports } from '../parse/source/uses/use.js';
import { Cache } from './cache.js';
import { answer, withoutAbsorbed } from './companions.js';
import type { Examined } from './examine.js';
import { Gathered } from './gather.js';
import type { ExamineOptions } from './options.js';
import { Pool } from './pool.js';
import { mayHoldSettings, parserFor } from './read-for-linking.js';
import type { Setup, Task } from './task.js';
import { buildId } from './version.js';

/** Files that hand on what others export are read before those that have it from them. */
const MOST_ROUNDS = 3;

/**
 * Examines every file, then resolves what single source files left open: constants, wrappers and settings of other
 * files. From the cache where a file is known, in threads where there are many.
 */
export async function examineFiles(found: Found, options: ExamineOptions): Promise<Gathered> {
  const { knowledge, limits = DEFAULT_LIMITS, passwords = [] } = options;
  const setup: Setup = { knowledge, limits, passwords };
  const pool = new Pool(setup, options.workers);
  const runner = new Runner(found.root, setup, pool, options);
  try {
    const gathered = new Gathered();
    const first = await runner.withCompanions(await runner.run({ kind: 'examine' }, found.files), found.files);
    gathered.addAll(await runner.withImports(first, found.files));
    const catalog = catalogOf(knowledge);
    const modules = [...gathered.modules];
    const settings = [...gathered.settings];
    for (const kind of ['modules', 'makers'] as const) {
      const names = kind === 'modules' ? neededNames(modules).sort() : makersNeeded(modules.filter(isSourceModule));
      if (names.length === 0) break;
      const read = new Set(modules.map((module) => (module as { path?: string }).path));
      const context = { ...setup, catalog };
      const others = found.files.filter(({ path }) => !read.has(path) && parserFor(path, context));
      append(modules, gathered.modulesOf(await runner.run({ kind, names }, others)));
    }
    await readWhole(modules, found.files, runner, gathered);
    const keys = neededSettings(modules).sort();
    if (keys.length > 0) {
      const files = found.files.filter(({ path }) => mayHoldSettings(path));
      const read = await runner.run({ kind: 'settings', names: keys }, files);
      gathered.addFailures(read);
      for (const one of read) append(settings, one.settings);
    }
    gathered.addObservations(linkSources({ modules, settings, knowledge, catalog }));
    return gathered;
  } finally {
    await pool.close();
  }
}

/** Puts whole modules in the place of those that lack functions which others wait for. */
async function readWhole(
  modules: unknown[],
  files: readonly FoundFile[],
  runner: Runner,
  gathered: Gathered,
): Promise<void> {
  const asked = new Set<string>();
  for (;;) {
    const more = filesToReadWhole(modules.filter(isSourceModule)).filter((path) => !asked.has(path));
    if (more.length === 0) return;
    for (const path of more) asked.add(path);
    // Those of the rounds before are asked for again, so that the cache keeps them.
    const results = await runner.run(
      { kind: 'callers', names: [] },
      files.filter(({ path }) => asked.has(path)),
    );
    const read = gathered.modulesOf(results).filter(isSourceModule);
    const whole = new Map(read.map((one) => [one.path, one]));
    for (const [index, module] of modules.entries())
      if (isSourceModule(module) && module.unread !== undefined) modules[index] = whole.get(module.path) ?? module;
  }
}

/** Runs a task over files, asking the cache first. */
class Runner {
  constructor(
    private readonly root: string,
    private readonly setup: Setup,
    private readonly pool: Pool,
    private readonly options: ExamineOptions,
  ) {}

  /** The results in the order of the files. */
  async run(task: Task, files: readonly FoundFile[]): Promise<readonly Examined[]> {
    if (files.length === 0) return [];
    const cache = this.#open(task, files);
    const results = files.map((_, index) => cache?.unchanged(index));
    const open = files.map((_, index) => index).filter((index) => !results[index]);
    let done = files.length - open.length;
    const fresh = open.map((index) => files[index] as FoundFile);
    await this.pool.run({ ...task, known: cache?.keys }, fresh, (position, examined) => {
      const index = open[position] as number;
      results[index] = cache ? cache.settle(index, examined) : examined;
      done++;
      this.options.onProgress?.({ stage: task.kind === 'examine' ? 'files' : 'linking', done, total: files.length });
    });
    cache?.save();
    return results as readonly Examined[];
  }

  /** Reads again those files that asked for others, now with what they asked for. */
  async withCompanions(results: readonly Examined[], files: readonly FoundFile[]): Promise<readonly Examined[]> {
    const asks = results.flatMap(({ companions }) => companions ?? []);
    if (asks.length === 0) return results;
    const answers = answer(asks, files);
    const asking = new Set(Object.keys(answers).map((key) => key.slice(0, key.indexOf('\n'))));
    if (asking.size === 0) return results;
    const open = files.flatMap(({ path }, index) => (asking.has(path) ? [index] : []));
    const again = await this.run(
      { kind: 'companions', names: [], answers },
      open.map((index) => files[index] as FoundFile),
    );
    const joined = [...results];
    for (const [position, examined] of again.entries()) joined[open[position] as number] = examined;
    return withoutAbsorbed(joined, files);
  }

  /**
   * Reads again those files that name what others make of a library, now with what that is; they may hand it on to
   * others. Files that hold no cryptography of their own are among them.
   */
  async withImports(results: readonly Examined[], files: readonly FoundFile[]): Promise<readonly Examined[]> {
    const joined = [...results];
    const looks = new SecondLooks();
    let values: TreeExports | undefined;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const modules = joined.flatMap((one) => one.modules ?? []).filter(isSourceModule);
      values ??= await this.#lackedBy(modules, files);
      const look = looks.next(modules, values);
      if (!look) break;
      const again = new Set(look.importers);
      const read = new Set(modules.map(({ path }) => path));
      const mayConcern = concerns(look, this.setup.knowledge);
      const open = files.flatMap(({ path }, index) =>
        again.has(path) || (!read.has(path) && mayConcern(path)) ? [index] : [],
      );
      const seen = await this.run(
        { kind: 'again', names: [], round, look },
        open.map((index) => files[index] as FoundFile),
      );
      // Another look at the same would find nothing new.
      if (!seen.some(({ parsers }) => parsers)) break;
      for (const [position, examined] of seen.entries())
        if (examined.parsers) joined[open[position] as number] = examined;
    }
    return joined;
  }

  /**
   * What files that hold no cryptography of their own say of names which others lack, together with those that were read;
   * of these a function that was left out may say it.
   */
  async #lackedBy(modules: readonly SourceModule[], files: readonly FoundFile[]): Promise<TreeExports> {
    const lacked = lackedNames(modules);
    if (Object.keys(lacked).length === 0) return {};
    const read = new Set(modules.flatMap(({ path, unread }) => (unread === undefined ? [path] : [])));
    const context = { ...this.setup, catalog: catalogOf(this.setup.knowledge) };
    const others = files.filter(({ path }) => !read.has(path) && parserFor(path, context));
    const more = await this.run({ kind: 'values', names: [], lacked }, others);
    return valuesElsewhere(modules, more.flatMap((one) => one.modules ?? []).filter(isSourceModule));
  }

  #open(task: Task, files: readonly FoundFile[]): Cache | undefined {
    const { cache } = this.options;
    // What a file asked for is not part of its own key.
    if (!cache || task.kind === 'companions') return undefined;
    const { knowledge, limits, passwords } = this.setup;
    const what = askedOf(task);
    const kind = task.kind === 'again' ? `again${task.round}` : task.kind;
    const parts = [buildId(), knowledge.version, JSON.stringify(limits), passwords.join('\0'), what];
    const identity = createHash('sha256').update(parts.join('\0')).digest('hex');
    return Cache.open({ ...cache, name: `${kind}-${this.root}`, identity }, files);
  }
}

/** All of a task that its results depend on beside the files. */
function askedOf(task: Task): string {
  if (task.kind === 'examine') return '';
  if (task.kind === 'again') return JSON.stringify(task.look);
  return task.kind === 'values' ? JSON.stringify(task.lacked) : task.names.join();
}
