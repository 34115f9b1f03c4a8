import { isIPv4 } from 'node:net';
import { UserError } from '../../model/index.js';
import { type EndpointTarget, endpointTarget, parseTarget, type TargetLabels } from './target.js';

const EXPOSURES = ['internet', 'partner', 'internal'];

/**
 * Targets of a targets file: one a line, then labels `owner=`, `data-class=`, `exposure=`; `#` begins a comment.
 * @param path printed in errors and kept as the place where the target was declared
 * @throws UserError with file and line
 */
export function parseTargetsFile(path: string, text: string): EndpointTarget[] {
  const targets: EndpointTarget[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.replace(/(^|\s)#.*$/, '').trim();
    if (!line) continue;
    const [first = '', ...rest] = line.split(/\s+/);
    try {
      const labels = readLabels(rest);
      targets.push({
        ...parseTarget(first),
        ...(Object.keys(labels).length > 0 ? { labels } : {}),
        declaredAt: { path, line: index + 1 },
      });
    } catch (error) {
      throw new UserError(`${path}:${index + 1}: ${(error as Error).message}`);
    }
  }
  return targets;
}

function readLabels(words: readonly string[]): TargetLabels {
  const labels: { owner?: string; dataClass?: string; exposure?: TargetLabels['exposure'] } = {};
  for (const word of words) {
    const [, key = '', value = ''] = /^([a-z-]+)=(.+)$/.exec(word) ?? [];
    if (key === 'owner') labels.owner = value;
    else if (key === 'data-class') labels.dataClass = value;
    else if (key === 'exposure' && EXPOSURES.includes(value)) labels.exposure = value as TargetLabels['exposure'];
    else throw new UserError(`${word}: expected owner=, data-class= or exposure=${EXPOSURES.join('|')}`);
  }
  return labels;
}

/** Is this a range such as `192.0.2.0/28:443` or `192.0.2.0/28`? */
export function isRange(text: string): boolean {
  return /^(?:[a-z0-9-]+:\/\/)?\d+\.\d+\.\d+\.\d+\/\d+(:\d+)?$/i.test(text);
}

/**
 * The addresses of an IPv4 range. Only called when the user allowed ranges.
 * @param cap most targets that a range may make
 * @throws UserError when the range is malformed or larger than the cap
 */
export function expandRange(text: string, cap: number): EndpointTarget[] {
  const [, scheme = 'tls', base = '', bits = '', port] =
    /^(?:([a-z0-9-]+):\/\/)?([\d.]+)\/(\d+)(?::(\d+))?$/i.exec(text) ?? [];
  const size = 2 ** (32 - Number(bits));
  if (!isIPv4(base) || Number(bits) > 32) throw new UserError(`${text}: expected an IPv4 range such as 192.0.2.0/28`);
  if (size > cap) throw new UserError(`${text}: ${size} addresses; at most ${cap} are allowed`);
  const first = base.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const start = first - (first % size);
  return Array.from({ length: size }, (_, index) =>
    endpointTarget(scheme, dotted(start + index), port === undefined ? undefined : Number(port), text),
  );
}

function dotted(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}
