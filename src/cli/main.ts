import { loadKnowledge } from '../knowledge/load.js';
import { scan } from '../scan.js';

/** Runs the command line. @returns the exit code */
export async function main(argv: readonly string[]): Promise<number> {
  const targets = argv.length > 1 ? argv.slice(1) : ['.'];
  const result = await scan({ targets, knowledge: loadKnowledge(), today: new Date().toISOString().slice(0, 10) });
  process.stdout.write(`${JSON.stringify(result.inventory, null, 2)}\n`);
  return 0;
}
