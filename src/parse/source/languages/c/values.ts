import { NOTHING, type Node, type ObjectNode, type Span } from '../../tree/ir.js';
import { args, block, field, type Lower, named, spanOf, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { commandOfWords } from './commands.js';
import { declaredName } from './names.js';

/** Members of the structures of the present file, in order, by name. Files are lowered one after the other. */
const layouts = new Map<string, readonly string[]>();

/** Those with functions among their members: what stands in tables of such is called by the names of the members. */
const ofFunctions = new Set<string>();

const MOST_LAYOUTS = 500;

/** Structures that application code fills by place although a header of a library declares them. */
const OF_LIBRARIES: ReadonlyMap<string, readonly string[]> = new Map([
  // PKCS #11, sections 3.3 and 3.5.
  ['CK_ATTRIBUTE', ['type', 'pValue', 'ulValueLen']],
  ['CK_MECHANISM', ['mechanism', 'pParameter', 'ulParameterLen']],
  // Sections 6.1.8 and 6.1.10.
  ['CK_RSA_PKCS_OAEP_PARAMS', ['hashAlg', 'mgf', 'source', 'pSourceData', 'ulSourceDataLen']],
  ['CK_RSA_PKCS_PSS_PARAMS', ['hashAlg', 'mgf', 'sLen']],
]);

/** Learns what the members of each structure are called, so that `{ "P-256", NID_X9_62_prime256v1 }` names them. */
export function learnLayouts(root: SyntaxNode): void {
  layouts.clear();
  ofFunctions.clear();
  for (const record of root.descendantsOfType(['struct_specifier', 'type_definition']).slice(0, MOST_LAYOUTS)) {
    if (!record) continue;
    const specifier = record.type === 'type_definition' ? field(record, 'type') : record;
    if (specifier?.type !== 'struct_specifier') continue;
    const members = membersOf(specifier);
    const name = textOf(record.type === 'type_definition' ? field(record, 'declarator') : field(record, 'name'));
    if (members.length > 0 && name) layouts.set(name, members);
    if (/\(\s*\*\s*\w+\s*\)\s*\(/.test(specifier.text)) ofFunctions.add(name);
  }
}

/** What other files need to know of the structures of this one. */
export function layoutsOfFunctions(): Record<string, readonly string[]> {
  return Object.fromEntries([...layouts].filter(([name]) => ofFunctions.has(name)));
}

function membersOf(specifier: SyntaxNode): readonly string[] {
  return named(field(specifier, 'body'))
    .filter((one) => one.type === 'field_declaration')
    .flatMap((one) => one.childrenForFieldName('declarator').map(declaredName));
}

/** Names of the members of a declared type, where the file says them. */
export function layoutOf(type: SyntaxNode | null): readonly string[] | undefined {
  if (!type) return undefined;
  if (type.type === 'struct_specifier' && field(type, 'body')) return membersOf(type);
  const name = type.type === 'struct_specifier' ? textOf(field(type, 'name')) : type.text;
  return layouts.get(name) ?? OF_LIBRARIES.get(name);
}

/** `mech = { CKM_RSA_PKCS_PSS, &params, size }`: what the members are called says the declaration in a block around. */
export function layoutOfVariable(target: SyntaxNode | null): readonly string[] | undefined {
  if (target?.type !== 'identifier') return undefined;
  for (let at = target.parent; at && at.type !== 'function_definition'; at = at.parent) {
    if (at.type !== 'compound_statement') continue;
    const declared = named(at).find(
      (one) =>
        one.type === 'declaration' &&
        one.childrenForFieldName('declarator').some((name) => declaredName(name) === target.text),
    );
    if (declared) return layoutOf(field(declared, 'type'));
  }
  return undefined;
}

/** `{ .bits = 1, 2 }` names its members or counts them; where the structure is known, every member has its name. */
export function initialised(
  type: Node | undefined,
  node: SyntaxNode | null,
  go: Lower,
  layout?: readonly string[],
): Node {
  if (!node) return NOTHING;
  if (node.type !== 'initializer_list') return go(node);
  const items = named(node);
  const elements = items.filter((one) => !isNamed(one)).map((one) => field(one, 'value') ?? one);
  const rows = layout && items.length > 0 && elements.every((one) => one.type === 'initializer_list');
  if (!items.some(isNamed) && (rows || !layout))
    return listed(
      elements.map((one) => initialised(undefined, one, go, layout)),
      spanOf(node),
    );
  const members = items.flatMap((one, at): Member[] => {
    const path = isNamed(one) ? pathOf(one) : [layout?.[at] ?? ''];
    const value = field(one, 'value') ?? (isNamed(one) ? null : one);
    return path[0] ? [{ path, value: initialised(undefined, value, go) }] : [];
  });
  return { k: 'object', type, entries: nested(members, spanOf(node)), at: spanOf(node) };
}

/** `{ "openssl", "genrsa", "4096", NULL }` is a command as well. */
function listed(items: readonly Node[], at: Span): Node {
  const list: Node = { k: 'list', items };
  const commands = commandOfWords(items, at);
  return commands.length > 0 ? block([...commands, list]) : list;
}

interface Member {
  readonly path: readonly string[];
  readonly value: Node;
}

function pathOf(item: SyntaxNode): string[] {
  return item.childrenForFieldName('designator').flatMap((one) => (one ? [one.text.replace(/^\./, '')] : []));
}

/** `{ .a.b = 1, .a.c = 2 }` is `{ .a = { .b = 1, .c = 2 } }` (C17 6.7.9). */
function nested(members: readonly Member[], at: Span): ObjectNode['entries'] {
  const inner = new Map<string, Member[]>();
  for (const { path, value } of members) {
    const [key = '', ...rest] = path;
    if (rest.length > 0) inner.set(key, [...(inner.get(key) ?? []), { path: rest, value }]);
  }
  return [
    ...members.flatMap(({ path: [key = ''], ...member }) => (inner.has(key) ? [] : [{ key, value: member.value }])),
    ...[...inner].map(([key, those]) => ({ key, value: { k: 'object' as const, entries: nested(those, at), at } })),
  ];
}

/** Containers are the list in the braces; any other type is constructed from it. */
const CONTAINER =
  /^(?:std::)?(?:vector|array|list|deque|span|set|map|unordered_\w+|initializer_list|pair|tuple|optional)\b|\[/;

/** `(struct point){ 1, 2 }` of C is a value; `ssl::context{ssl::context::tls_client}` of C++ calls a constructor. */
export function braced(node: SyntaxNode, go: Lower): Node {
  const type = field(node, 'type');
  const list = field(node, 'value');
  const items = named(list);
  const constructs =
    node.child(0)?.type !== '(' &&
    type &&
    list &&
    !CONTAINER.test(type.text) &&
    !layoutOf(type) &&
    !items.some(isNamed);
  if (constructs && !items.some((one) => one.type === 'initializer_list')) return made(go(type), list, node, go);
  return initialised(type ? go(type) : undefined, list, go, layoutOf(type));
}

function isNamed(item: SyntaxNode): boolean {
  return item.type === 'initializer_pair' && field(item, 'designator')?.type === 'field_designator';
}

export function initialisedChild(node: SyntaxNode, go: Lower): Node {
  return initialised(undefined, named(node)[0] ?? null, go);
}

/** A text as another type of text: `std::string("aes128")`, `QStringLiteral("aes128")`, `TEXT("AES")`. */
const TEXT_OF =
  /^(?:(?:std|absl|base|boost|folly|llvm)\.)?(?:w?string|u8string|w?string_view|StringPiece|StringRef|string_ref)$|^Q(?:StringLiteral|ByteArrayLiteral|Latin1String(?:View)?|StringView|String|ByteArray)$|^QString\.from(?:Latin1|Utf8|StdString|Local8Bit)$|^QByteArray\.fromStdString$|^(?:_?TEXT|_T|wxT|wxString|FString|CFSTR|NS_LITERAL_CSTRING)$/;

export function made(callee: Node, list: SyntaxNode | null, at: SyntaxNode, go: Lower): Node {
  const [first, more] = named(list);
  if (first && !more && first.type !== 'number_literal' && TEXT_OF.test(spelled(callee))) return go(first);
  return { k: 'call', callee, args: args(list, go), at: spanOf(at) };
}

function spelled(callee: Node): string {
  if (callee.k === 'name') return callee.name;
  return callee.k === 'member' ? `${spelled(callee.object)}.${callee.name}` : '';
}
