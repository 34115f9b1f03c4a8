import type { EndpointOptions, EndpointTarget } from '../crawl/endpoints/crawl.js';
import type { Knowledge, Limits, ProjectConfig, Severity } from '../model/index.js';
import type { Base } from '../triage/compare.js';
import type { IgnoreFile } from '../triage/suppress.js';

/** What a scan is told. Everything that could change a result is in here; nothing is read from the environment. */
export interface ScanOptions extends ExamineOptions, JudgeOptions {}

/** What decides which facts are found. */
export interface ExamineOptions {
  /** Folders, files, globs and endpoints. */
  readonly targets: readonly string[];
  /** Folder to which relative targets are relative. */
  readonly cwd: string;
  readonly knowledge: Knowledge;
  readonly limits?: Limits;
  /** False: ignored files and installed packages are examined too. */
  readonly respectIgnore?: boolean;
  /** Tried on keystores; never printed. */
  readonly passwords?: readonly string[];
  /** Only this part of the files and endpoints, of `count` parts; the same on every machine. `index` from 0. */
  readonly shard?: { readonly index: number; readonly count: number };
  /** Threads; default by number of files and cores. 0: everything in the calling thread. */
  readonly workers?: number;
  /** Folder of the cache; absent: none is read or written. */
  readonly cache?: { readonly folder: string; readonly clock: () => number };
  /** How endpoints are examined, and those that a targets file or a range names. */
  readonly endpoints?: Omit<EndpointOptions, 'catalog' | 'onProgress'> & {
    readonly listed?: readonly EndpointTarget[];
  };
  readonly onProgress?: (progress: Progress) => void;
}

/** What decides how facts are judged. */
export interface JudgeOptions {
  /** ISO date. The only clock of the pipeline. */
  readonly today: string;
  /** Least severity that fails the gate. Default `high`. */
  readonly failOn?: Severity | 'never';
  /** Jurisdictions or policy ids: they switch on the demands that are `optIn`. */
  readonly jurisdictions?: readonly string[];
  /** What `qday.yaml` states. */
  readonly project?: ProjectConfig;
  /** Scenario of `rules/lifespan/` or a year, instead of the project's. */
  readonly threat?: string;
  /** Texts of measured link data by the path that `qday.yaml` gives. */
  readonly measurements?: Readonly<Record<string, string>>;
  /** Accepted findings, with their reasons. */
  readonly ignoreFiles?: readonly IgnoreFile[];
  /** Findings of before: only new ones gate. */
  readonly base?: Base;
}

export interface Progress {
  readonly stage: 'files' | 'linking' | 'endpoints';
  readonly done: number;
  readonly total: number;
}
