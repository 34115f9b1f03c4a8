import { Command, CommanderError } from 'commander';
import { UserError } from '../model/index.js';
import { toolVersion } from '../scan/version.js';
import { COMMANDS } from './commands.js';
import { EXIT } from './exit.js';
import { say } from './output.js';

/** Parses the arguments, runs one command and turns what it throws into a sentence and an exit code. */
export async function run(argv: readonly string[]): Promise<number> {
  const program = programOf();
  let code: number = EXIT.pass;
  const chosen = COMMANDS.find(({ name }) => name === argv.find((one) => !one.startsWith('-')));
  if (chosen) {
    const command = program.commands.find((one) => one.name() === chosen.name) as Command;
    const { configure } = await chosen.load();
    configure(
      command,
      (result) => {
        code = result;
      },
      COMMANDS,
    );
  }
  for (const one of [program, ...program.commands]) one.exitOverride();
  try {
    await program.parseAsync(argv.length === 0 ? ['--help'] : [...argv], { from: 'user' });
    return code;
  } catch (error) {
    return explain(error);
  }
}

/** The text of `qday --help` for so many columns. The build writes it down. */
export function helpText(columns: number): string {
  return programOf().configureHelp({ helpWidth: columns }).helpInformation();
}

/** The program with its commands, none of them loaded. */
function programOf(): Command {
  const program = new Command('qday')
    .description('Finds cryptography, judges it by dated policies and plans the way to post-quantum.')
    .version(toolVersion())
    .helpCommand(false)
    .showHelpAfterError('(qday --help says more)');
  for (const { name, summary } of COMMANDS) program.command(name).summary(summary).description(summary);
  return program;
}

function explain(error: unknown): number {
  // Commander has said it on standard error already; help and version end with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.pass : EXIT.failed;
  if (error instanceof UserError) say(`qday: ${error.message}`);
  else say(`qday: something failed that should not have: ${(error as Error)?.stack ?? error}\nPlease report it.`);
  return EXIT.failed;
}
