import type { Node } from '../../tree/ir.js';
import type { CallSite } from '../calls/invoke.js';

const MOST_NAMES = 6;
/** Words of a name that say of which kind a key is; `ec` alone is an error code as often. */
const KIND = /rsa|dsa|ed25519|ed448|25519|x448|ecdh|(?:^|_)ec(?=_?(?:key|priv|pub|pair))|ec(?=Key|Priv|Pub|Pair)/i;
/** Names of other things: `rsaPadding`, `ecdsaOid`, `ecdsa_p256_sha256`. */
const NO_KEY =
  /pad|oid|nid|len|size|bits|alg|hash|sha|name|type|str|err|status|ret|result|count|msg|sig|mldsa|ml_dsa|slh/i;

/** The names of the variables and members that are handed to a call, and of that on which it is called. */
export function namesOfKeys({ callee, args = [] }: CallSite['node']): readonly string[] {
  const receiver = callee?.k === 'member' ? [callee.object] : [];
  return [...receiver, ...args.slice(0, MOST_NAMES).map((one) => one.value)].flatMap(nameOfVariable);
}

function nameOfVariable(node: Node): readonly string[] {
  return node.k === 'name' || node.k === 'member' ? [node.name] : [];
}

/** A name that says of which kind a key is, as `kindAsked` reads it. */
export function kindNamed(name: string): readonly string[] {
  return KIND.test(name) && !NO_KEY.test(name) ? [name.replace(/ec(?=_?(?:key|priv|pub|pair))/i, 'ec_')] : [];
}
