import { lastSegment } from '../../tree/names.js';
import type { CallArgument } from '../objects/classes.js';

/** Functions of Kotlin and its coroutines whose value is that of the block they are given. */
const RUNNERS = new Set(
  'run runCatching runBlocking withContext withTimeout withTimeoutOrNull coroutineScope supervisorScope synchronized async lazy remember'.split(
    ' ',
  ),
);

/** `withContext(Dispatchers.IO) { generate() }` */
export function givesItsBlock(name: string, args: readonly CallArgument[]): boolean {
  const last = lastSegment(name);
  return ELSEWHERE.has(last) || (RUNNERS.has(last) && args.at(-1)?.values[0]?.t === 'function');
}

/** What runs a function in another thread, and gives what that gives: asyncio, Trio, Starlette, Twisted. */
const ELSEWHERE = new Set(
  'to_thread run_in_executor run_sync run_in_threadpool sync_to_async deferToThread'.split(' '),
);

export function runsElsewhere(name: string): boolean {
  return ELSEWHERE.has(name);
}

/** Methods by which what such a block gave is taken out of its wrapping. */
const OUT = new Set(['getOrNull', 'getOrThrow', 'getOrElse', 'getOrDefault', 'await', 'orThrow', 'orNull']);

/** A look-up in a map has the key and what stands in for it. */
export function takesOut(name: string, args: number): boolean {
  return args < 2 && OUT.has(name);
}

const HANDS_ON = new Set(['then', 'orElse', 'map', 'flatMap', 'thenApply', 'thenCompose', 'mapCatching', 'and_then']);

/** `future.thenApply(f)`, `optional.map(f)`: the value is what the function makes of what is held. */
export function givesWhatItsFunctionGives(name: string): boolean {
  return HANDS_ON.has(name);
}
