import type { Evidence, FileLocation, Technique } from '../../../model/index.js';
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
    ...(setting.name ? { excerpt: excerptOf(setting, secret) } : {}),
  };
}

/** A document has no place of its own: that of its first setting stands for it. */
export function placeOf(block: Setting): Setting {
  const first = block.children[0];
  return block.parent || !first ? block : { ...first, name: '', value: '' };
}

/** The setting as written, with what is or may be a secret left out. */
export function excerptOf(setting: Setting, secret = false): string {
  if (setting.value === '') return setting.name.slice(0, 240);
  if ((secret || SECRET.test(setting.name)) && !/^[\w./${}-]*[/.][\w./${}-]*$/.test(setting.value))
    return `${setting.name} …`.slice(0, 240);
  const value = setting.value
    .replace(/-----BEGIN[\s\S]*/, '…')
    .replace(/[A-Za-z0-9+/=]{40,}/g, (run) => (/[/]\w+[/]/.test(run) || /^[A-Z0-9+]+$/.test(run) ? run : '…'));
  return `${setting.name} ${value.replace(/\s+/g, ' ')}`.slice(0, 240);
}
