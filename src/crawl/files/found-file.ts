/** A file to be examined. */
export interface FoundFile {
  /** Relative to the scan root, `/` separated: what every output shows. */
  readonly path: string;
  readonly absolute: string;
  /** The user named this file itself. */
  readonly named: boolean;
}

/** A file with the numbers of the parsers that want it, where they have been asked already. */
export interface AskedFile extends FoundFile {
  readonly wanted?: readonly number[];
}

/** A folder that was walked. */
interface Top {
  /** Absolute, with a separator at the end. */
  readonly folder: string;
  /** What the paths of its files begin with. */
  readonly shown: string;
}

/** A file inside a folder that the user named. There may be very many: where it lies is put together when it is asked for. */
export class FolderFile implements FoundFile {
  constructor(
    readonly path: string,
    private readonly top: Top,
  ) {}

  get absolute(): string {
    return this.top.folder + this.path.slice(this.top.shown.length);
  }

  get named(): boolean {
    return false;
  }
}

/** The file as plain data, which can cross to another thread. */
export function asData({ path, absolute, named, wanted }: AskedFile): AskedFile {
  return wanted ? { path, absolute, named, wanted } : { path, absolute, named };
}
