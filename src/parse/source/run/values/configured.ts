import { arithmetic } from './arithmetic.js';
import { NONE, type Value, type Values } from './values.js';

/** `os.environ.get("KEY_BITS", 2048)`: a setting of the configuration, or what stands beside it. */
export function configured(
  whole: Value & { t: 'config' },
  name: string,
  [key, otherwise]: readonly Values[],
): Values | undefined {
  const [first] = key ?? NONE;
  if (!/^get(?:OrDefault)?$|^fetch$/.test(name) || first?.t !== 'const') return undefined;
  const read: Value = { ...whole, key: whole.key ? `${whole.key}.${first.v}` : String(first.v) };
  return otherwise ? arithmetic('||', [read], otherwise) : [read];
}
