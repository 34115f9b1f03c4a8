/**
 * The neutral form of a configuration file: what every reader yields and every rule is written against.
 * A block and a setting are the same noun; a block has children. A list of maps is a repeated block, a list of
 * words is one setting with several arguments, an XML attribute is a child: so one rule fits YAML, HCL and XML.
 */
export interface Setting {
  readonly name: string;
  /** Words after the name, unquoted. List items for formats with lists. */
  readonly args: readonly string[];
  /** Everything after the name and separator as one text, unquoted when it is one quoted word. */
  readonly value: string;
  /** From 1, UTF-16 units. */
  readonly line: number;
  readonly column: number;
  readonly children: readonly Setting[];
  readonly parent?: Setting | undefined;
  /** The file it stands in, where that is an included one. */
  readonly path?: string | undefined;
}

/** A setting while its reader is still filling it. */
export interface Draft extends Setting {
  args: string[];
  value: string;
  line: number;
  children: Draft[];
  parent?: Draft | undefined;
  path?: string | undefined;
}

/** A file as read. Several documents (YAML) are several roots. */
export interface Tree {
  readonly roots: readonly Setting[];
  /** What was not read, each a sentence: the file is reported as partially read. */
  readonly problems: readonly string[];
}

export function draft(
  name: string,
  args: readonly string[],
  line: number,
  column: number,
  parent?: Draft,
  value = args.join(' '),
): Draft {
  const made: Draft = { name, args: [...args], value, line, column, children: [], parent };
  parent?.children.push(made);
  return made;
}

export function root(): Draft {
  return draft('', [], 1, 1);
}

/** The names from the root down to a setting: `http > server > listen`. */
export function scopeOf(setting: Setting): string {
  const names: string[] = [];
  for (let one = setting.parent; one?.parent; one = one.parent) {
    names.unshift(one.args.length > 0 && one.children.length > 0 ? `${one.name} ${one.args[0]}` : one.name);
  }
  return names.join(' > ').slice(0, 120);
}

/** The setting and all below it, in the order of the file. */
export function* walk(setting: Setting): Generator<Setting> {
  const stack: Setting[] = [setting];
  for (let next = stack.pop(); next; next = stack.pop()) {
    yield next;
    for (let i = next.children.length - 1; i >= 0; i--) stack.push(next.children[i] as Setting);
  }
}
