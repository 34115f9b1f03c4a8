/** Types and functions that every file of Python has (library reference, "Built-in Functions"), as far as code calls them much. */
export const BUILTIN_NAMES: ReadonlySet<string> = new Set(
  (
    'bool bytearray bytes dict float frozenset int list object set str tuple type enumerate getattr hasattr isinstance issubclass len print ' +
    'range repr setattr sorted sum zip'
  ).split(' '),
);
