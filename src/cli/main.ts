import { toolVersion } from '../scan/version.js';
import { EXIT } from './exit.js';
import { builtHelp } from './help-text.js';

/**
 * Runs the command line. Commander and the commands are loaded only when they are needed.
 * @returns the exit code
 */
export async function main(argv: readonly string[]): Promise<number> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    process.stdout.write(`${toolVersion()}\n`);
    return EXIT.pass;
  }
  process.stdout.on('error', leaveQuietly);
  const help = asksForHelp(argv) ? builtHelp(process.stdout.isTTY ? process.stdout.columns : 80) : undefined;
  if (help !== undefined) {
    process.stdout.write(help);
    return EXIT.pass;
  }
  const { run } = await import('./program.js');
  return run(argv);
}

function asksForHelp([first, ...more]: readonly string[]): boolean {
  return first === undefined || (more.length === 0 && (first === '--help' || first === '-h'));
}

/** The reader of a pipe has gone (`qday scan | head`): there is nobody left to tell. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
