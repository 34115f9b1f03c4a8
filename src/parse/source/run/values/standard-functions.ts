import { commandText } from '../commands/command-text.js';
import { arithmetic } from './arithmetic.js';
import { decoded, keyPrefix, looksLikeKey } from './key-text.js';
import { joinedText } from './lists.js';
import { formatted } from './text-methods.js';
import { COMPUTED, constant, isGiven, NONE, placedAt, unknown, type Value, type Values } from './values.js';

const MOST_ELEMENTS = 8192;
const MOST_APPENDED = 200;

/** Collections of java.util, which a file may import one by one or all together. */
const COLLECTION = /(?:^|\.)(?:ArrayList|LinkedList|ArrayDeque|HashSet|LinkedHashSet|TreeSet|CopyOnWriteArrayList)$/;

/** Functions of standard libraries that hand a value on, by the end of their qualified name. */
export function functionOnValues(qualified: string, args: readonly Values[]): Values | undefined {
  const name = /(?:^|\.)([^.]+\.[^.]+|[^.]+)$/.exec(qualified)?.[1] ?? qualified;
  if (COLLECTION.test(name)) {
    const from = args[0]?.[0];
    return [{ t: 'list', items: from?.t === 'list' ? [...from.items] : [] }];
  }
  switch (name) {
    // Of C: an array of octets that is written out. Of one that is filled later nothing is known.
    case 'sizeof': {
      const array = args[0]?.length === 1 ? args[0][0] : undefined;
      return [array?.t === 'list' && array.items.length > 1 ? constant(array.items.length) : unknown(COMPUTED)];
    }
    case 'String.format':
    case 'String.Format':
    case 'string.Format':
    case 'fmt.Sprintf':
    case 'sprintf':
    case 'format': {
      const [template, ...rest] = args;
      const first = template?.[0];
      return first?.t === 'const' && typeof first.v === 'string' ? [formatted(first.v, rest)] : undefined;
    }
    case 'base64.b64decode':
    case 'base64.standard_b64decode':
    case 'base64.decodebytes':
      return decoded('b64decode', args);
    case 'strings.Join':
      return joinedWith(args[1], args[0]);
    case 'shlex.join':
    case 'shelljoin':
    case 'Shellwords.join':
    case 'Shellwords.shelljoin':
    case 'subprocess.list2cmdline':
      return joinedWith([constant(' ')], args[0]);
    case 'shlex.split':
    case 'Shellwords.split':
    case 'strings.Fields': {
      const words = args[0]?.length === 1 ? commandText(args[0][0]) : undefined;
      return words === undefined ? undefined : [listOfWords(words, args[0]?.[0])];
    }
    case 'String.join':
    case 'String.Join':
    case 'string.Join': {
      const [by, ...rest] = args;
      return joinedWith(by, rest.length === 1 ? rest[0] : [{ t: 'list', items: rest }]);
    }
    case 'Stream.concat':
    case 'Iterables.concat':
    case 'ArrayUtils.addAll': {
      const items = args.flatMap((one) => (one.length === 1 && one[0]?.t === 'list' ? one[0].items : [one]));
      return [{ t: 'list', items: items.slice(0, MOST_APPENDED) }];
    }
    case 'Integer':
    case 'Integer.parseInt':
    case 'Integer.valueOf':
    case 'Number':
    case 'parseInt':
    case 'int':
    case 'Number.parseInt':
    case 'int.Parse':
    case 'Convert.ToInt32':
    case 'intval':
    case 'strconv.Atoi':
      return args[0]?.map((one) =>
        one.t === 'const' && !Number.isNaN(Number(one.v)) ? { ...one, v: Number(one.v) } : one,
      );
    case 'String.valueOf':
    case 'std.to_string':
    case 'strconv.Itoa':
    case 'strings.TrimSpace':
    case 'strconv.FormatInt':
    case 'fmt.Sprint':
    case 'Objects.requireNonNull':
    case 'requireNotNull':
    case 'checkNotNull':
    case 'Optional.of':
    case 'Optional.ofNullable':
    case 'String':
    case 'str':
    case 'node:util.promisify':
    case 'promisify':
    case 'Object.freeze':
    case 'Promise.resolve':
    case 'Some':
    case 'Option':
    case 'Try':
    case 'Right':
    case 'Ok':
    case 'String.from':
    case 'Arc.new':
    case 'Box.new':
    case 'Rc.new':
      return args[0];
    case 'Objects.requireNonNullElse':
      return arithmetic('||', args[0] ?? NONE, args[1] ?? NONE);
    case 'Map.entry':
    case 'AbstractMap.SimpleEntry':
      return [{ t: 'list', items: [...args] }];
    // What is appended to it later makes it a longer text.
    case 'lang.StringBuilder':
    case 'lang.StringBuffer':
    case 'text.StringBuilder':
    case 'Text.StringBuilder':
    case 'StringBuilder': {
      const begin = args[0]?.[0];
      return begin?.t === 'const' && typeof begin.v === 'string' ? args[0] : [constant('')];
    }
    // The text of a key stays one; of other bytes the length would be that of the text.
    case 'Buffer':
    case 'Buffer.from':
    case 'Uint8Array.from':
    case 'Uint8Array':
    case 'bytes.fromhex':
    case 'bytes':
    case 'binascii.unhexlify':
    case 'hex.DecodeString':
      return keyOrPrefix(args[0]);
    // What begins with the prefix of a kind of key is one.
    case 'Buffer.concat': {
      const list = args[0]?.length === 1 ? args[0][0] : undefined;
      return list?.t === 'list' ? keyOrPrefix(list.items[0]) : undefined;
    }
    case 'builtin.append': {
      const [onto = NONE, ...more] = args;
      const held = onto.flatMap((one) => (one.t === 'list' ? [...one.items] : isGiven(one) ? [[one]] : []));
      const added = more.flatMap((one) => (one.length === 1 && one[0]?.t === 'list' ? one[0].items : [one]));
      return [{ t: 'list', items: [...held, ...added].slice(0, MOST_APPENDED) }];
    }
    case 'array': {
      const count = args[0]?.[0];
      if (count?.t !== 'const' || typeof count.v !== 'number' || !(count.v >= 0 && count.v <= MOST_ELEMENTS))
        return undefined;
      return [{ t: 'list', items: Array.from({ length: count.v }, () => []) }];
    }
    case 'Arrays.stream':
    case 'Arrays.copyOf':
    case 'Arrays.copyOfRange':
    case 'List.copyOf':
    case 'Set.copyOf':
    case 'Map.copyOf':
    case 'ImmutableList.copyOf':
    case 'ImmutableSet.copyOf':
    case 'Collections.unmodifiableList':
    case 'Collections.unmodifiableSet':
    case 'Collections.unmodifiableCollection':
    case 'Collections.unmodifiableMap':
      return args[0];
    case 'Stream.of':
    case 'ImmutableSet.of':
    case 'EnumSet.of':
    case 'Collections.singleton':
    case 'Arrays.asList':
    case 'List.of':
    case 'Set.of':
    case 'Collections.singletonList':
    case 'ImmutableList.of':
    case 'mutableListOf':
    case 'Seq':
    case 'Vector':
    case 'List':
    case 'Array':
    case 'Set':
    case 'listOf':
    case 'setOf':
    case 'arrayOf':
    case 'vec':
      return [{ t: 'list', items: [...args] }];
    default:
      return undefined;
  }
}

function listOfWords(text: string, written: Value | undefined): Value {
  const at = written?.t === 'const' ? written.at : undefined;
  const words = text.trim().split(/\s+/).slice(0, MOST_APPENDED);
  return { t: 'list', items: words.map((one) => [placedAt(constant(one), at)]) };
}

function joinedWith(by: Values | undefined, lists: Values = NONE): Values | undefined {
  const [only] = by ?? NONE;
  if (by?.length !== 1 || only?.t !== 'const') return undefined;
  const joined = lists.flatMap((one) => joinedText(String(only.v), one));
  return joined.length > 0 ? joined : undefined;
}

/** The text of a key, or of what stands in front of one. */
function keyOrPrefix(values: Values | undefined): Values | undefined {
  const [only] = values ?? NONE;
  if (!only || values?.length !== 1) return undefined;
  if (only.t === 'const' && looksLikeKey(String(only.v))) return values;
  const prefix = keyPrefix(only);
  return prefix === undefined ? undefined : [placedAt(constant(prefix), only.t === 'const' ? only.at : undefined)];
}
