/** Bytes to be parsed, wherever they are from: a file, an archive entry, a git object, something embedded. */
export interface Artifact {
  /** Relative to the scan root; nested ones append `!/entry`. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Nesting depth: 0 for a file of the tree. */
  readonly depth: number;
  /** Line of the parent at which embedded text starts (1 = first); positions inside are added to it. */
  readonly lineOffset?: number;
  /** What the parent says it is, when the parent knows: `certificate`, `nginx`, `jwk`. */
  readonly hint?: string;
  /** What has been unpacked below the outermost file so far: shared by everything that comes out of it, counted up by archives. */
  readonly unpacked?: { entries: number; bytes: number };
}
