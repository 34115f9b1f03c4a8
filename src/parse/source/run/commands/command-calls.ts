import type { Node } from '../../tree/ir.js';
import { lastSegment } from '../../tree/names.js';
import type { CallArgument } from '../objects/classes.js';
import type { Value } from '../values/values.js';
import { programIn } from './command-values.js';

// Which calls run a command: by what they are called, or by the words that they are given.

/** What functions and types that run a program are called. */
const RUNS =
  /exec|run|start|process|command|cmd|shell|spawn|popen|system|openssl|keygen|check_(?:call|output)|capture|^sh$|^call$|^wrap$|invoke/i;

/** `CommandLine.parse(..)`, `Cli.Wrap(..)`: what is called so is known by its type. */
const MAKES = /^(?:parse|wrap|create|of|new|from)$/i;

/** What makes, keeps or prints words and runs nothing. */
const KEEPS =
  /^(?:of|as_?list|append|add|push|push_?back|extend|insert|concat|vec|list|tuple|set|seq|vector|array|slice|join|format|quote|shelljoin|freeze|copy|clone|print\w*|log\w*|info|debug|warn\w*|error|puts|echo|write\w*|assert\w*|expect\w*)$/i;

/** A program, what it is to do and an option. */
const FEWEST_HANDED = 3;

/** Does what is called run a program, by its name? */
export function isRunning(callee: Node): boolean {
  if (callee.k === 'generic') return isRunning(callee.type);
  if (RUNS.test(calledName(callee))) return true;
  return (
    callee.k === 'member' && MAKES.test(callee.name) && callee.object.k === 'name' && RUNS.test(`${callee.object.name}`)
  );
}

function calledName(callee: Node): string {
  if (callee.k === 'generic') return calledName(callee.type);
  if (callee.k === 'symbol') return lastSegment(callee.name);
  return callee.k === 'name' || callee.k === 'member' ? callee.name : '';
}

/** `lauf(OPENSSL, "req", "-x509", ..)`, `sh_([tool, "genrsa", ..])`: whatever the function is called, words of a command tell what it does. */
export function isHanded(callee: Node, args: readonly CallArgument[]): boolean {
  if (KEEPS.test(calledName(callee))) return false;
  const [first] = args;
  const words = first?.values.length === 1 && first.values[0]?.t === 'list' ? first.values[0].items : undefined;
  const given = words ?? args.filter(({ name }) => name === undefined).map(({ values }) => values);
  if (given.length < FEWEST_HANDED || !given[0]?.some(isProgram)) return false;
  return given.some((values) => values.some((one) => one.t === 'const' && /^-[a-zA-Z]/.test(String(one.v))));
}

function isProgram(value: Value): boolean {
  return value.t === 'const' && typeof value.v === 'string' && programIn(value.v) !== undefined;
}

/** Subcommands of openssl that no other program has, and those that others may have. */
const SUBCOMMANDS =
  /^(?:genrsa|genpkey|gendsa|ecparam|dsaparam|dhparam|pkeyutl|rsautl|dgst|req|x509|ca|pkcs12|smime|cms|s_server|s_client)$/;

/** `openssl(["genrsa", "2048"])`, `run_openssl("req", "-new", ..)`: a function puts the program in front of its words. */
export function lacksProgram(callee: Node, first: string | undefined): boolean {
  return first !== undefined && SUBCOMMANDS.test(first) && /openssl/i.test(calledName(callee));
}

/** Subcommands that no other program has; others with an option behind them. */
const ALONE = /^(?:genrsa|genpkey|gendsa|ecparam|dsaparam|dhparam|pkeyutl|rsautl|s_server|s_client)(?:\s|$)/;
const WITH_OPTION = /^(?:dgst|req|x509|pkcs12|smime|cms)\s+-[a-z]/;

/** Words behind a program of which nothing is known that only openssl takes. */
export function isOfOpenssl(words: string): boolean {
  return ALONE.test(words) || WITH_OPTION.test(words);
}
