import { setFlagsFromString } from 'node:v8';

/**
 * V8 of Node 20 optimises for servers: a function after a few thousand steps and with much of what it calls. In a scan, which
 * lasts seconds and runs the same code in several threads, each of which optimises for itself, that took a quarter of all
 * processor time (docs/performance.md). Later versions have a compiler in between, and wait longer by themselves.
 */
const FLAGS = [
  '--interrupt-budget=400000',
  '--max-inlined-bytecode-size-cumulative=200',
  '--wasm-tiering-budget=13000000',
];

/** Tells V8 that this process will not run long. For the process as a whole: called by the command, before threads start. */
export function expectShortRun(): void {
  if (process.versions.v8.startsWith('11.')) for (const flag of FLAGS) setFlagsFromString(flag);
}
