import type { FunctionNode } from '../../tree/ir.js';
import type { Interpreter } from '../interpreter.js';
import type { Closure } from '../scope.js';
import { NONE, union, type Value, type Values } from '../values/values.js';

/** Until a file has taken so many steps, every call of its functions is followed: files that people write hardly take more. */
const FREE_STEPS = 100_000;
/** Afterwards a function that has shown nothing is followed as often as this at least, */
const LEAST_RUNS = 4;
/** and until its runs have taken so many steps together. */
const MOST_STEPS = 2_000;

/** What the runs of one function have shown so far. */
interface Runs {
  count: number;
  steps: number;
  shown: boolean;
  results: Values;
}

/**
 * Which calls of a large file's functions are worth following. Bundles of whole libraries call a few functions ten thousand times; one
 * that has shown no use in many runs is taken to give back what it gave before.
 */
export class Repeats {
  readonly #runs = new Map<FunctionNode, Runs>();
  /** Functions of which not every call was followed. */
  readonly #left = new Set<FunctionNode>();

  constructor(private readonly machine: Interpreter) {}

  /** How many functions there are of which not every call was followed. */
  get left(): number {
    return this.#left.size;
  }

  /** What a call gives by the calls before it, where another run would hardly show more. */
  known({ node }: Closure): Values | undefined {
    if (this.machine.steps < FREE_STEPS) return undefined;
    const runs = this.#runs.get(node);
    if (!runs || runs.shown || runs.count < LEAST_RUNS || runs.steps < MOST_STEPS) return undefined;
    this.#left.add(node);
    return runs.results.map((one) => another(this.machine, one));
  }

  /** Follows a call, and keeps what it shows. */
  following({ node }: Closure, run: () => Values): Values {
    const steps = this.machine.steps;
    const shown = this.#shown();
    const results = run();
    const runs = this.#runs.get(node) ?? { count: 0, steps: 0, shown: false, results: NONE };
    runs.count++;
    runs.steps += this.machine.steps - steps;
    runs.shown ||= this.#shown() > shown;
    runs.results = union(runs.results, results);
    this.#runs.set(node, runs);
    return results;
  }

  #shown(): number {
    return this.machine.ruled + this.machine.kept.length;
  }
}

/** Each call makes its own object: what one is set to says nothing of the others. */
function another(machine: Interpreter, value: Value): Value {
  return value.t === 'object' ? { ...value, id: machine.nextId() } : value;
}
