import type { Artifact, Evidence, FileLocation, Technique } from '../../../model/index.js';
import { decodeText } from '../../text.js';
import { type Setting, scopeOf } from '../tree.js';
import type { FileContext } from './context.js';

const SECRET = /pass|secret|psk|privatekey|presharedkey|token|private[_-]?key$/i;

/** Where a setting stands. Embedded text keeps the lines of the file around it. */
export function locationOf(setting: Setting, context: FileContext): FileLocation {
  const first = setting.path === undefined ? (context.artifact.lineOffset ?? 1) : 1;
  return {
    type: 'file',
    path: setting.path ?? context.artifact.path,
    line: setting.line + first - 1,
    column: setting.column,
  };
}

/** Evidence for one setting; its value is left out where it is or may be a secret. */
export function evidence(
  setting: Setting,
  technique: Technique,
  confidence: number,
  context: FileContext,
  secret = false,
): Evidence {
  const scope = scopeOf(setting);
  return {
    location: locationOf(setting, context),
    technique,
    confidence,
    ...(setting.name ? { symbol: setting.name.slice(0, 120) } : {}),
    ...(scope ? { scope } : {}),
    ...(setting.name ? { excerpt: excerptOf(setting, context, secret) } : {}),
  };
}

/** A document has no place of its own: that of its first setting stands for it. */
export function placeOf(block: Setting): Setting {
  const first = block.children[0];
  return block.parent || !first ? block : { ...first, name: '', value: '' };
}

/**
 * The line of a setting as it stands in the file, where it holds nothing else; otherwise name and value. What is or may be a
 * secret is left out.
 */
export function excerptOf(setting: Setting, context: FileContext, secret = false): string {
  if (setting.value === '') return setting.name.slice(0, LONGEST);
  if ((secret || SECRET.test(setting.name)) && !/^[\w./${}-]*[/.][\w./${}-]*$/.test(setting.value))
    return `${setting.name} …`.slice(0, LONGEST);
  return masked(lineOf(setting, context) ?? `${setting.name} ${setting.value}`);
}

const LONGEST = 240;

function masked(text: string): string {
  return text
    .replace(/-----BEGIN[\s\S]*/, '…')
    .replace(/[A-Za-z0-9+/=]{40,}/g, (run) => (/[/]\w+[/]/.test(run) || /^[A-Z0-9+]+$/.test(run) ? run : '…'))
    .replace(/\s+/g, ' ')
    .slice(0, LONGEST);
}

/** The line, when name, value and punctuation are all that stands on it before a comment; else the piece of it from name to value. */
function lineOf(setting: Setting, { artifact }: FileContext): string | undefined {
  if (setting.path !== undefined) return undefined;
  const line = linesOf(artifact)[setting.line - 1]?.trim();
  if (line === undefined || line.length > LONGEST) return undefined;
  const code = line.replace(/\s(?:#|\/\/).*$/, '');
  return bare(code) === bare(`${setting.name}${setting.value}`) ? code : pieceOf(code, setting);
}

/** `esp_proposals = x` out of `children { net { esp_proposals = x } }`. */
function pieceOf(code: string, { name, value }: Setting): string | undefined {
  const start = code.indexOf(name);
  const from = start < 0 ? -1 : code.indexOf(value, start + name.length);
  if (from < 0 || !/^[\s"'=:]*$/.test(code.slice(start + name.length, from))) return undefined;
  return code.slice(start, from + value.length);
}

/** What is left of a line without the marks that formats put around names and values. */
function bare(text: string): string {
  return text.replace(/[\s"'`=:;,[\]{}()<>-]+/g, '').toLowerCase();
}

const lines = new WeakMap<Artifact, readonly string[]>();

/** Lines of an artifact: many settings of one file ask for them. */
function linesOf(artifact: Artifact): readonly string[] {
  const known = lines.get(artifact);
  if (known) return known;
  const split = decodeText(artifact.bytes).split(/\r\n|\n|\r/);
  lines.set(artifact, split);
  return split;
}
