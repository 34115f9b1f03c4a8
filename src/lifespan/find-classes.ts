import type { Occurrence } from '../model/index.js';
import type { ClassifiedField } from './classify-fields.js';
import type { DataClasses } from './data-classes.js';
import { recognise } from './recognise.js';

/** Data classes found for one place, and how: nearest evidence first. */
export interface Found {
  readonly ids: readonly string[];
  readonly text: string;
  /** Drawn from further away than the place itself. */
  readonly assumed: boolean;
}

/** Fields by file and by folder, so that each occurrence finds those near it without a search through all. */
export class FieldIndex {
  readonly #byFile = new Map<string, Set<string>>();
  readonly #byFolder = new Map<string, Map<string, number>>();

  constructor(fields: readonly ClassifiedField[]) {
    for (const { location, dataClass } of fields) {
      const path = location.path;
      const file = this.#byFile.get(path) ?? new Set();
      this.#byFile.set(path, file.add(dataClass));
      for (const folder of foldersOf(path)) {
        const counts = this.#byFolder.get(folder) ?? new Map<string, number>();
        this.#byFolder.set(folder, counts.set(dataClass, (counts.get(dataClass) ?? 0) + 1));
      }
    }
  }

  ofFile(path: string): readonly string[] {
    return [...(this.#byFile.get(path) ?? [])];
  }

  /** Classes under a folder; one stray field among many of other classes is not what the folder holds. */
  ofFolder(folder: string): readonly string[] {
    return [...(this.#byFolder.get(folder) ?? [])].map(([id]) => id);
  }

  get all(): readonly string[] {
    return this.ofFolder('.');
  }
}

/** The classes near an occurrence: identifiers at the use, fields of its file, of its component, of the whole tree. */
export function findClasses(occurrence: Occurrence, index: FieldIndex, classes: DataClasses): Found | undefined {
  const { usage, evidence } = occurrence;
  const names = [...(usage.hints ?? []), ...(evidence.symbol ? [evidence.symbol] : [])];
  const path = evidence.location.type === 'file' ? evidence.location.path : undefined;
  const near = recognise(evidence.scope ?? '', [...names, ...(path ? [fileStem(path)] : [])], classes);
  if (near.length > 0) {
    const words = [...new Set(near.flatMap(({ hits }) => hits.map((hit) => hit.term)))].slice(0, 4);
    return { ids: near.map((one) => one.id), text: `named near the use: ${words.join(', ')}`, assumed: false };
  }
  const inFile = path === undefined ? [] : index.ofFile(path);
  if (inFile.length > 0) return { ids: inFile, text: 'data fields in the same file', assumed: false };
  const component = usage.component ?? '.';
  const inComponent = index.ofFolder(component);
  if (inComponent.length > 0 && component !== '.') {
    return { ids: inComponent, text: `data fields of the component ${component}`, assumed: false };
  }
  if (index.all.length > 0) return { ids: index.all, text: 'data fields of the scanned tree', assumed: true };
  return undefined;
}

function fileStem(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.indexOf('.', 1);
  return dot < 0 ? name : name.slice(0, dot);
}

function foldersOf(path: string): readonly string[] {
  const parts = path.split('!/')[0]!.split('/').slice(0, -1);
  return ['.', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
}
