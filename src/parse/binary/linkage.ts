/** What a compiled file says about its surroundings. */
export interface Linkage {
  /** `ELF`, `PE`, `Mach-O`, `wasm`. */
  readonly format: string;
  /** The name by which others ask for it, when it is a shared library itself. */
  readonly name?: string;
  /** Shared libraries it asks for, as written. */
  readonly libraries: readonly string[];
  /** Imported and exported symbols. */
  readonly symbols: readonly string[];
  /** What `cargo auditable` has built in, still compressed. */
  readonly crates?: Uint8Array;
}

/** Symbols of one file that are looked at. */
export const MAX_SYMBOLS = 200_000;
export const MAX_LIBRARIES = 2_000;
