/**
 * What the Go specification declares for every file ("Predeclared identifiers"), but for those names that packages give to functions of
 * their own: `new`, `copy`, `close`, `print`, `min`, `max`.
 */
export const PREDECLARED: ReadonlySet<string> = new Set(
  (
    'any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 ' +
    'uint64 uintptr true false iota nil append cap complex delete imag len make panic recover'
  ).split(' '),
);
