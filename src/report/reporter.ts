import type { Report } from '../model/index.js';

/** What the caller knows about the place the output goes to. A format never changes the verdict. */
export interface RenderOptions {
  /** ANSI colours. The command line decides by terminal, `NO_COLOR` and `--color`. */
  readonly color?: boolean;
  /** Columns of the terminal. */
  readonly width?: number;
  /** OSC 8 hyperlinks, where the terminal knows them. */
  readonly links?: boolean;
  /** Everything instead of one screen. */
  readonly verbose?: boolean;
  /** Absolute path of the scan root, for hyperlinks only. */
  readonly root?: string;
  /** Path of the scan root below the repository root, `/` separated: code hosts want paths from there. */
  readonly prefix?: string;
  /** Address of the repository at a commit: `https://host/owner/name/blob/<sha>`; makes places clickable in Markdown. */
  readonly sourceUrl?: string;
  /** SARIF category: keeps the uploads of two scans of one commit apart. */
  readonly category?: string;
}

/** One output format: a pure function of the report. Equal reports and options give equal bytes. */
export interface Reporter {
  /** The name after `-f`. */
  readonly id: string;
  /** One line for `--help`. */
  readonly title: string;
  /** Usual file name extension, with the dot. */
  readonly extension: string;
  readonly render: (report: Report, options: RenderOptions) => string;
}
