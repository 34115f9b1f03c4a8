import type { Node } from '../../tree/ir.js';
import { field, type Lower, named, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** What may fail or be absent, and what owns or guards another value. */
const AROUND =
  /^(?:\w+::)*(?:Result|Option|Box|Arc|Rc|Cow|Pin|Mutex|RwLock|RefCell|OnceLock|OnceCell|LazyLock|Lazy|Zeroizing|Secret|ArcSwap|ArcSwapOption|Weak|Ref|RefMut)$/;
const LISTS = /^(?:\w+::)*(?:Vec|VecDeque|HashSet|BTreeSet|IndexSet|SmallVec)$/;
const MAPS = /^(?:\w+::)*(?:HashMap|BTreeMap|IndexMap|DashMap|FxHashMap|AHashMap|LruCache)$/;
const DEEPEST = 8;

/** The type inside `Result<…>`, `Option<…>`, references, and what owns or guards it; a collection counts as what it holds. */
export function heldType(node: SyntaxNode | null, depth = 0): SyntaxNode | null {
  if (!node || depth > DEEPEST) return node;
  if (node.type === 'reference_type') return heldType(field(node, 'type'), depth + 1);
  if (node.type !== 'generic_type') return node;
  const name = textOf(field(node, 'type'));
  const of = named(field(node, 'type_arguments')).filter((one) => one.type !== 'lifetime');
  if (AROUND.test(name)) return heldType(of[0] ?? null, depth + 1);
  const element = LISTS.test(name) ? of[0] : MAPS.test(name) ? of[1] : undefined;
  // Bytes and numbers stay a list.
  return element && /[A-Z]|::/.test(element.text) ? heldType(element, depth + 1) : node;
}

/** What a value of that type counts as; `Self` is the type of the implementation. */
export function returned(node: SyntaxNode | null, owner: Node | undefined, go: Lower): Node | undefined {
  const held = heldType(node);
  if (held?.text === 'Self') return owner;
  return held ? go(held) : undefined;
}
