import { ANY_ENTRY } from '../../../../model/index.js';
import { entryOf } from '../objects/filled-members.js';
import { arithmetic } from './arithmetic.js';
import { ANY_FILE, NONE, type Value, type Values } from './values.js';

/** `os.environ.get("KEY_BITS", 2048)`: a setting of the configuration, or what stands beside it; `settings.getBits()` of an object that a file fills. */
export function configured(whole: Value & { t: 'config' }, name: string, given: readonly Values[]): Values | undefined {
  const [key, otherwise] = given;
  if (name === 'dig') return given.reduce<Values>((found, one) => found.flatMap((at) => entry(at, one)), [whole]);
  const getter = key ? undefined : /^get([A-Z]\w*)$/.exec(name)?.[1];
  if (getter && whole.file === ANY_FILE) return [{ ...whole, key: `${whole.key}.${getter}` }];
  const [first] = key ?? NONE;
  if (first && first.t !== 'const' && /^(?:get|fetch|GetSection)$/.test(name) && given.length === 1)
    return entryOf([whole], ANY_ENTRY);
  if (!/^get(?:OrDefault)?$|^fetch$|^Get(?:Value|Section|RequiredSection)$/.test(name) || first?.t !== 'const')
    return undefined;
  const read = entry(whole, [first]);
  return otherwise ? arithmetic('||', read, otherwise) : read;
}

function entry(settings: Value, [key]: Values): Values {
  return key?.t === 'const' ? entryOf([settings], String(key.v)) : NONE;
}
