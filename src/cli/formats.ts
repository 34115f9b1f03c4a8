import { type Report, UserError } from '../model/index.js';
import { findReporter, REPORTERS } from '../report/registry.js';
import type { RenderOptions, Reporter } from '../report/reporter.js';
import { writeFile, writeOut } from './output.js';

/** One `-f format[=file]`. */
export interface Output {
  readonly reporter: Reporter;
  /** Absent: standard output. */
  readonly file?: string;
}

/** Reads the `-f` options. @throws UserError for an unknown format, or when two want standard output */
export function readOutputs(formats: readonly string[] | undefined): readonly Output[] {
  const outputs = (formats ?? ['terminal']).map(readOutput);
  if (outputs.filter(({ file }) => file === undefined).length > 1) {
    throw new UserError('only one format can go to standard output; give the others a file: -f json=report.json');
  }
  return outputs;
}

function readOutput(text: string): Output {
  const at = text.indexOf('=');
  const id = at < 0 ? text : text.slice(0, at);
  const reporter = findReporter(id);
  if (!reporter) {
    throw new UserError(`unknown format "${id}"; known are ${REPORTERS.map((one) => one.id).join(', ')}`);
  }
  if (at < 0) return { reporter };
  const file = text.slice(at + 1);
  if (file === '') throw new UserError(`-f ${text}: a file name is missing after "="`);
  return file === '-' ? { reporter } : { reporter, file };
}

/** Renders a report into every output. A format never changes the verdict. */
export async function writeOutputs(report: Report, outputs: readonly Output[], options: RenderOptions): Promise<void> {
  for (const { reporter, file } of outputs) {
    if (file === undefined) await writeOut(reporter.render(report, options));
    else writeFile(file, reporter.render(report, { ...options, color: false, links: false }));
  }
}

/** What the terminal can show. `NO_COLOR` and `FORCE_COLOR` as their customs say; a pipe gets none. */
export function renderOptions(flags: { readonly verbose?: boolean; readonly color?: boolean }): RenderOptions {
  const { env, stdout } = process;
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  const terminal = stdout.isTTY === true && env['TERM'] !== 'dumb';
  const refused = flags.color === false || (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '');
  const color = !refused && (forced || terminal);
  return {
    color,
    links: color && terminal,
    verbose: flags.verbose === true,
    ...(stdout.columns ? { width: stdout.columns } : {}),
  };
}
