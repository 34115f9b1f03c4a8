import { commandType, filledCommand, longerCommand, pieceOf } from '../commands/command-text.js';
import { joinedText, textValue } from './lists.js';
import { constant, NONE, unknown, type Value, type Values } from './values.js';

/** Methods that every language has on text and numbers, by their usual names. */
export function methodOfText(
  value: string | number | boolean,
  name: string,
  args: readonly Values[],
): Values | undefined {
  const text = String(value);
  const first = args[0]?.[0];
  const second = args[1]?.[0];
  switch (name.replace(/[!?]$/, '')) {
    case 'toLowerCase':
    case 'lower':
    case 'downcase':
    case 'ToLower':
    case 'ToLowerInvariant':
    case 'lowercase':
    case 'to_lowercase':
    case 'to_ascii_lowercase':
      return [constant(text.toLowerCase())];
    case 'toUpperCase':
    case 'upper':
    case 'upcase':
    case 'ToUpper':
    case 'ToUpperInvariant':
    case 'uppercase':
    case 'to_uppercase':
    case 'to_ascii_uppercase':
      return [constant(text.toUpperCase())];
    case 'trim':
    case 'strip':
    case 'Trim':
    case 'toString':
    case 'ToString':
    case 'to_s':
    case 'to_string':
    case 'to_owned':
    case 'as_str':
    case 'c_str':
    case 'toUtf8':
    case 'toLatin1':
    case 'toStdString':
    case 'constData':
    case 'data':
    case 'into':
    case 'clone':
    case 'intern':
    case 'valueOf':
    case 'to_sym':
    case 'encode':
    case 'freeze':
    case 'getBytes':
    case 'toCharArray':
    case 'as_bytes':
    case 'let':
    case 'unwrap':
      return [constant(typeof value === 'number' ? value : text.trim())];
    case 'intValue':
    case 'toInt':
    case 'to_i':
      return Number.isNaN(Number(text)) ? undefined : [constant(Number(text))];
    case 'parse':
      return [constant(Number.isNaN(Number(text)) ? text : Number(text))];
    case 'concat':
    case 'plus':
    case 'append':
    case 'Append':
      return first?.t === 'const' ? textValue(text + String(first.v)) : longerCommand(text, first);
    case 'replace':
    case 'replaceAll':
    case 'Replace':
      if (first?.t !== 'const') return undefined;
      if (second?.t !== 'const') return filledCommand(text, first, second);
      return textValue(text.replaceAll(String(first.v), String(second.v)));
    case 'join': {
      const joined = (args[0] ?? NONE).flatMap((one) => joinedText(text, one));
      return joined.length > 0 ? joined : undefined;
    }
    case 'format':
    case 'formatted':
      return [formatted(text, args)];
    case 'split': {
      const by = first?.t === 'const' ? String(first.v) : undefined;
      return by ? [{ t: 'list', items: text.split(by).map((one) => [constant(one)]) }] : undefined;
    }
    default:
      return undefined;
  }
}

const KEEPING = new Set(
  (
    'trim strip Trim chomp squish toString ToString to_s to_string to_owned as_str c_str intern to_sym freeze ' +
    'toLowerCase toUpperCase lower upper downcase upcase casefold ToLower ToUpper ToLowerInvariant ToUpperInvariant ' +
    'lowercase uppercase to_lowercase to_uppercase to_ascii_lowercase to_ascii_uppercase'
  ).split(' '),
);

/**
 * Does the method leave what a text names, whatever it is: `setting.trim().toLowerCase()`? Names of algorithms are known in
 * any case; a list of them and the text of that list name the same.
 */
export function keepsText(name: string, args: readonly Values[]): boolean {
  if (args.length === 0) return KEEPING.has(name);
  return args.length === 1 && (name === 'join' || name === 'split') && args[0]?.[0]?.t === 'const';
}

/** `%s`, `%d`, `{}`, `{0}` filled with known values. */
export function formatted(template: string, args: readonly Values[]): Value {
  let at = 0;
  let whole = true;
  const text = template.replace(/%[sdvi]|\{(\d*)\}/g, (_, position: string | undefined) => {
    const values = args[position ? Number(position) : at++] ?? NONE;
    const [value] = values;
    if (value?.t !== 'const') whole = false;
    // Of a setting what stands where nobody sets it.
    const known = value?.t === 'config' ? values.find((one) => one.t === 'const') : value;
    return pieceOf(known, template);
  });
  return whole ? constant(text) : unknown('text put together at run time', commandType(text));
}
