import { append } from '../basics/groups.js';
import { compare } from '../basics/order.js';
import type { Found } from '../crawl/files/index.js';
import type { Attempt, ConfigSetting, Coverage, DataField, InlineIgnore, Observation } from '../model/index.js';
import type { Examined } from './examine.js';

/** Everything the files gave, joined in the order of the files. */
export class Gathered {
  readonly observations: Observation[] = [];
  readonly fields: DataField[] = [];
  readonly settings: ConfigSetting[] = [];
  readonly ignores: InlineIgnore[] = [];
  readonly modules: unknown[] = [];
  readonly attempts: Attempt[] = [];
  readonly #parsed = new Map<string, number>();
  #files = 0;
  #bytes = 0;
  #without = 0;
  #binaries = 0;
  #endpoints = 0;

  addAll(results: readonly Examined[]): void {
    for (const examined of results) this.add(examined);
  }

  addObservations(observations: readonly Observation[]): void {
    append(this.observations, observations);
  }

  addEndpoint(observations: readonly Observation[], attempts: readonly Attempt[]): void {
    this.#endpoints++;
    append(this.observations, observations);
    append(this.attempts, attempts);
  }

  add(examined: Examined): void {
    this.#files++;
    this.#bytes += examined.bytes;
    if (!examined.parsers && !examined.attempts) this.#without++;
    if (examined.unreadBinary) this.#binaries++;
    for (const parser of examined.parsers ?? []) this.#parsed.set(parser, (this.#parsed.get(parser) ?? 0) + 1);
    append(this.observations, examined.observations);
    append(this.fields, examined.fields);
    append(this.settings, examined.settings);
    append(this.ignores, examined.ignores);
    append(this.modules, examined.modules);
    append(this.attempts, examined.attempts);
  }

  /** What files declare that were read for linking alone; the attempts of them that failed are kept. */
  modulesOf(results: readonly Examined[]): readonly unknown[] {
    this.addFailures(results);
    return results.flatMap((one) => one.modules ?? []);
  }

  /** What failed in readings for linking, if the first reading has not said it. */
  addFailures(results: readonly Examined[]): void {
    for (const one of results.flatMap(({ attempts = [] }) => attempts)) {
      const isSaid = this.attempts.some(({ target, by, reason }) => {
        return target === one.target && by === one.by && reason === one.reason;
      });
      if (one.status === 'failed' && !isSaid) this.attempts.push(one);
    }
  }

  coverage(found: Found): Coverage {
    return {
      files: this.#files,
      bytes: this.#bytes,
      ignored: found.ignored + found.installed,
      withoutCryptography: this.#without,
      binaries: this.#binaries,
      parsed: Object.fromEntries([...this.#parsed].sort(([a], [b]) => compare(a, b))),
      endpoints: this.#endpoints,
      notExamined: new Set(
        this.attempts.filter(({ status }) => status === 'failed' || status === 'skipped').map(({ target }) => target),
      ).size,
    };
  }

  /** What the user should know about what was left out. */
  notices(found: Found): string[] {
    const notices: string[] = [];
    if (this.#binaries > 0) {
      notices.push(
        `${count(this.#binaries, 'binary file is', 'binary files are')} of no format that qday reads; what is in there is not known.`,
      );
    }
    if (found.installed > 0) {
      notices.push(
        `${count(found.installed, 'folder', 'folders')} of installed packages left out (node_modules); lock files name what is in there. Name such a folder as a target, or use --no-ignore, to scan it.`,
      );
    }
    if (found.links > 0) {
      notices.push(`${count(found.links, 'symbolic link was', 'symbolic links were')} not followed.`);
    }
    return notices;
  }
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
