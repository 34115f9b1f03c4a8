import type { Parser } from '../parser.js';
import { FieldList, linesOf } from './field.js';

const LANGUAGES = /^\.(?:java|kt|scala|groovy|py|[cm]?[jt]sx?|go|cs|rb|php|rs|swift|ex|dart)$/;
/** A call of a logger by the names that its libraries suggest, up to the bracket that opens its arguments. */
const CALL =
  /(?:\b(?:log|logger|logging|LOG|LOGGER|Log|Logger|slog|console|_logger|_log)|\$this->logger|\$logger|Rails\.logger)(?:\.|->|::)(?:trace|debug|info|warn|warning|error|fatal|critical|log|print|printf|println|Trace|Debug|Info|Warn|Error|Fatal|Debugf|Infof|Warnf|Errorf|Fatalf|Printf|Println|Print|Information|LogTrace|LogDebug|LogInformation|LogWarning|LogError|LogCritical|d|i|w|e|v)\s*\(/;
/** One of these stands in every text with such a call: the cheap test before the pattern is tried at every letter. */
const NAMES = ['log', 'logger', 'logging', 'LOG', 'LOGGER', 'Log', 'Logger', 'console'].flatMap((name) =>
  ['.', '->', '::'].map((sign) => name + sign),
);
const MAX_ARGUMENTS = 400;

/**
 * Members that are handed to loggers: `log.info("… {}", patient.ssn)` writes what `ssn` of a patient holds. Only the members
 * and variables of the arguments count, in interpolations too; the text around them says nothing of the data.
 */
export const LOG_SCHEMA: Parser = {
  id: 'schema/log',
  wants: (face) =>
    !face.binary &&
    LANGUAGES.test(face.extension) &&
    NAMES.some((name) => face.includes(name)) &&
    CALL.test(face.latin1),
  parse(artifact) {
    const list = new FieldList(artifact, 'log');
    linesOf(artifact).forEach((line, index) => {
      const call = CALL.exec(line);
      if (!call) return;
      const before = line.slice(0, call.index);
      if (/^\s*(?:\/\/|#|\*)/.test(before)) return;
      const handed = expressions(line.slice(call.index + call[0].length, call.index + call[0].length + MAX_ARGUMENTS));
      for (const { owner, name } of membersOf(handed)) list.add(owner, name, index + 1);
    });
    return list.result('schema/log');
  },
};

/** The code of the arguments: what strings interpolate, and what stands outside of them. */
function expressions(text: string): string {
  const inner: string[] = [];
  const outside = text.replace(
    /(\bf|\$)?("""|"|'|`)((?:\\.|(?!\2)[^\\])*)(?:\2|$)/g,
    (_, mark, quote, body: string) => {
      const holes = mark
        ? /\{([^{}"']{1,120})\}/g
        : quote === "'"
          ? /\$\{([^{}]{1,120})\}/g
          : /[$#\\][{(]([^{}()]{1,120})[})]/g;
      for (const [, hole] of body.matchAll(holes)) inner.push(hole!);
      return ' ';
    },
  );
  return `${outside.replace(/\/\/.*$/, '')} ; ${inner.join(' ; ')}`;
}

interface Member {
  readonly owner: string;
  readonly name: string;
}

/** `patient.getSsn()` → ssn of patient; `user["email"]` is a text and not read; a variable alone has no owner. */
function membersOf(code: string): readonly Member[] {
  const found: Member[] = [];
  // What a function makes of its arguments is not what they hold: mask(card), hash(ssn).
  const direct = code.replace(/[\w$.]+\s*\([^()]+\)/g, ' ');
  for (const [, chain, call] of direct.matchAll(/([A-Za-z_$@][\w$@]*(?:(?:\??\.|->|::)[A-Za-z_]\w*){0,5})\s*(\(?)/g)) {
    const parts = chain!.split(/\??\.|->|::/).map((part) => part.replace(/^[$@]+/, ''));
    const last = parts.at(-1)!;
    const getter = call === '' ? undefined : /^(?:get|Get)([A-Z]\w*)$/.exec(last)?.[1];
    if (call !== '' && getter === undefined) continue;
    const owner = parts.length > 1 ? parts.at(-2)! : '';
    const name = getter === undefined ? last : getter[0]!.toLowerCase() + getter.slice(1);
    if (!/^(?:this|self|it|true|false|null|nil|None|undefined)$/.test(name))
      found.push({ owner: /^(?:this|self)$/.test(owner) ? '' : owner, name });
  }
  return found;
}
