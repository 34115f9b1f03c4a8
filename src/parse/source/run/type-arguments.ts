import { lastSegment } from '../tree/names.js';
import type { Interpreter } from './interpreter.js';
import type { Value, Values } from './values.js';

type Named = Value & { t: 'symbol' };

/** A type with its arguments. With the first of them it may be known by another name: `ecdsa::SigningKey<Secp256k1>`. */
export function withArguments({ book }: Interpreter, type: Named, of: readonly Values[]): Named {
  const first = of[0]?.find((one) => one.t === 'symbol');
  if (!first) return { ...type, of };
  const written = `${book.canonical(type.name)}<${lastSegment(first.name)}>`;
  const known = book.canonical(written);
  return { ...type, ...(known !== written && { name: known }), of };
}
