import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { Option } from 'commander';
import { expandRange, isRange, parseTargetsFile } from '../crawl/endpoints/target-list.js';
import { UserError } from '../model/index.js';
import type { ExamineOptions } from '../scan/options.js';
import { collect, wholeNumber } from './values.js';

/** Most addresses that a range may mean. */
const MOST_IN_RANGE = 4096;

export interface EndpointFlags {
  readonly targets?: string;
  readonly ranges?: boolean;
  readonly sni?: string;
  readonly proxy?: string;
  readonly resolve?: readonly string[];
  readonly depth?: 'groups' | 'default' | 'full';
  readonly concurrency?: number;
  readonly pace?: number;
}

/** The options of `qday scan` that are about endpoints. */
export function addEndpointFlags(command: Command): void {
  command
    .option('--targets <file>', 'endpoints to examine, one a line, with owner=, data-class= and exposure=')
    .option('--ranges', `allow ranges such as 192.0.2.0/28:443, of at most ${MOST_IN_RANGE} addresses`)
    .option('--sni <name>', 'server name to send instead of the host')
    .option('--proxy <url>', 'http:// (CONNECT) or socks5:// proxy')
    .option('--resolve <host:port:address>', 'address to use for a host, as in curl; may be repeated', collect)
    .addOption(new Option('--depth <depth>', 'how much to ask an endpoint').choices(['groups', 'default', 'full']))
    .option('--concurrency <n>', 'hosts examined at a time', wholeNumber)
    .option('--pace <ms>', 'least time between two connections to one host', wholeNumber);
}

/**
 * Reads what the flags say about endpoints; the targets that are ranges are taken out of `targets`.
 * @throws UserError for an unreadable targets file, a range without `--ranges`, a malformed `--resolve`
 */
export async function readEndpointFlags(
  targets: readonly string[],
  flags: EndpointFlags,
): Promise<Pick<ExamineOptions, 'targets' | 'endpoints'>> {
  const ranges = targets.filter(isRange);
  if (ranges.length > 0 && !flags.ranges) {
    throw new UserError(`${ranges[0]}: a range touches many hosts; allow it with --ranges`);
  }
  return {
    targets: targets.filter((one) => !isRange(one)),
    endpoints: {
      listed: [
        ...(flags.targets === undefined ? [] : parseTargetsFile(flags.targets, readTargets(flags.targets))),
        ...ranges.flatMap((one) => expandRange(one, MOST_IN_RANGE)),
      ],
      sni: flags.sni,
      proxy: flags.proxy,
      resolve: readResolve(flags.resolve ?? []),
      depth: flags.depth,
      concurrency: flags.concurrency,
      pace: flags.pace,
      signal: onInterrupt(),
    },
  };
}

/** `host:port:address`, the address of IPv6 with or without brackets. */
function readResolve(entries: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    entries.map((entry) => {
      const match = /^([^:]+:\d{1,5}):\[?([0-9A-Fa-f.:]+)\]?$/.exec(entry);
      if (!match) throw new UserError(`--resolve ${entry}: expected host:port:address`);
      return [match[1] as string, match[2] as string];
    }),
  );
}

function readTargets(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new UserError(`${file}: the targets file cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** The first interrupt ends the examination of endpoints and lets the report be written; a second one ends at once. */
function onInterrupt(): AbortSignal {
  const abort = new AbortController();
  process.once('SIGINT', () => abort.abort());
  return abort.signal;
}
