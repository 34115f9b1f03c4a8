import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { type AskedFile, asData, type FoundFile } from '../crawl/files/index.js';
import { Pace } from './pace.js';
import { partOf, Queue } from './queue.js';
import { type Setup, startSifting, startTask, type Task } from './task.js';
import { type Take, Thread, type ThreadOptions } from './thread.js';

/** Below this many files the start of a thread costs more than it saves (docs/performance.md). */
const FEW_FILES = 400;
const MOST_WORKERS = 8;
/** One thread for so many files at first. In smaller trees the thread of the caller finds first that there is work for one. */
const FILES_OF_THREAD = 10_000;
/** So many of the last files the thread of the caller passes over alone: others would first have to learn what to look for. */
const LAST_FILES = 2_000;
/** Milliseconds for a file to be parsed, and for one in which something is looked for, before any has been examined. */
const PARSING = 3;
const LOOKING = 0.2;
/** Files to be parsed that are handed over together: the threads shall end at the same time. */
const FEW = 16;
/** Times the limit of one parser: several may read a file and everything packed in it. */
const PATIENCE = 4;
/** Threads live on many small short-lived objects; room for these that is larger than a cache only costs memory. */
const MEMORY = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 1024 };

const WORKER = new URL('../../dist/bundle/worker.js', import.meta.url);

interface PoolOptions extends ThreadOptions {
  /** What the thread of the caller does meanwhile. */
  readonly sift?: typeof startSifting;
}

/**
 * Threads that read and parse files. They start as they are needed, with the first large task, and stay until `close`.
 * The thread of the caller passes over the files that hold nothing, and leaves to the others what has to be parsed: what
 * may take long, or end a thread.
 */
export class Pool {
  readonly #threads: Thread[] = [];

  /** @param workers most threads; by number of files and cores when it is not given, 0 for none */
  constructor(
    private readonly setup: Setup,
    private readonly workers?: number,
    private readonly options: PoolOptions = {
      script: WORKER,
      patienceMs: setup.limits.parseMillis * PATIENCE,
      memory: MEMORY,
      sift: startSifting,
    },
  ) {}

  async run(task: Task, files: readonly FoundFile[], take: Take): Promise<void> {
    if (files.length === 0) return;
    const workers = this.workers ?? this.#worthFor(files.length);
    if (workers === 0) {
      const examine = startTask(task, this.setup);
      for (const [position, file] of files.entries()) take(position, await examine(file));
      return;
    }
    const sift = this.options.sift?.(task, this.setup);
    const queue = new Queue(files, sift ? LAST_FILES : 0);
    const pace = new Pace(sift ? PARSING : LOOKING);
    const work: Promise<void>[] = [];
    // While the thread of the caller passes over files it needs a core itself.
    let most = sift ? Math.max(1, workers - 1) : workers;
    const taken: Take = (position, examined) => {
      take(position, examined);
      pace.examined();
      engage();
    };
    const engage = (least = 0): void => {
      const waiting = queue.waiting + (sift ? 0 : queue.fresh);
      const wanted = waiting > 0 ? pace.threads(waiting, Math.max(1, work.length)) : 0;
      while (work.length < Math.min(Math.max(least, wanted), most)) {
        const thread = this.#threads[work.length] ?? new Thread(this.setup, this.options);
        this.#threads[work.length] = thread;
        // One that fails ends the others; the error itself is thrown below.
        work.push(thread.work(task, queue, taken));
        work.at(-1)?.catch(() => queue.close());
      }
    };
    if (sift) {
      const early = Math.floor(files.length / FILES_OF_THREAD);
      if (early > 0) engage(early);
      await passOver(sift, queue, take, engage);
      most = workers;
    }
    engage(this.#threads.length);
    queue.close();
    // There may be more of them while the first ones work.
    for (let at = 0; at < work.length; at++) await work[at];
  }

  /** Threads that are there cost nothing more, and what they have learnt of a language is worth a good deal. */
  #worthFor(files: number): number {
    if (files < FEW_FILES && this.#threads.length === 0) return 0;
    return Math.min(availableParallelism(), MOST_WORKERS);
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.splice(0).map((thread) => thread.close()));
  }
}

/** Passes over what holds nothing and gives back the rest, until nobody has fresh files any more. */
async function passOver(
  sift: NonNullable<ReturnType<typeof startSifting>>,
  queue: Queue,
  take: Take,
  engage: () => void,
): Promise<void> {
  for (let batch = queue.takeFresh(); batch && !queue.closed; batch = queue.takeFresh()) {
    const left: { files: AskedFile[]; positions: number[] } = { files: [], positions: [] };
    for (const [index, file] of batch.files.entries()) {
      const position = batch.positions[index] as number;
      const sifted = sift(file);
      if ('passed' in sifted) take(position, sifted.passed);
      else {
        left.files.push({ ...asData(file), wanted: sifted.wanted });
        left.positions.push(position);
      }
    }
    for (let at = 0; at < left.files.length; at += FEW) queue.giveBack(partOf(left, at, at + FEW));
    engage();
    // The threads want answers to be taken and batches to be sent.
    await setImmediate();
  }
}
