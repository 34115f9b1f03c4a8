import type { Face } from '../../face.js';
import type { Dependency } from '../dependency.js';
import { lines } from '../lines.js';
import type { ManifestFormat } from '../manifest-parser.js';
import { imageDependency } from './image.js';

/** `image: nginx:1.27`, with a default of a variable filled in (`${TAG:-1.27}`); any other variable leaves the line out. */
const IMAGE = /^\s*(?:-\s+)?["']?image["']?\s*:\s*(["']?)([\w./$:{}@-]{2,300})\1\s*(?:#.*)?$/;

/**
 * Images that Compose files, Kubernetes objects, Helm values and CI jobs run: their `image:` lines. Helm's pair of
 * `repository:` and `tag:` is one image.
 */
export const DEPLOYMENT_IMAGES: ManifestFormat = {
  id: 'deployment-images',
  wants: (face) => isYaml(face) && (face.includes('image:') || face.includes('repository:')),
  confidence: 0.85,
  *read(text, path) {
    const compose = /(?:^|\/)(?:docker-)?compose[^/]*$/i.test(path);
    const orchestrated =
      /(?:^|\n)(?:apiVersion|jobs|services|stages|pipeline|steps|image|\w[\w-]*:\s*\n\s+image)\s*:?/.test(text);
    if (!compose && !orchestrated) return;
    let repository: { name: string; line: number; column: number; indent: number } | undefined;
    for (const { text: line, number } of lines(text)) {
      const image = IMAGE.exec(line);
      if (image) {
        const written = withDefaults(image[2] as string);
        const at = { line: number, column: line.indexOf(image[2] as string) + 1 };
        if (!/[${}]/.test(written) && /[a-z]/.test(written))
          yield { ...imageDependency(written, at), scope: 'deployed' };
        continue;
      }
      const part = /^(\s*)(repository|tag)\s*:\s*["']?([\w./:-]{1,200})["']?\s*(?:#.*)?$/.exec(line);
      if (!part) continue;
      const indent = (part[1] as string).length;
      if (part[2] === 'repository') {
        repository = { name: part[3] as string, line: number, column: line.indexOf(part[3] as string) + 1, indent };
      } else if (repository?.indent === indent && number - repository.line <= 4) {
        const { line: number, column } = repository;
        yield { ...imageDependency(`${repository.name}:${part[3]}`, { line: number, column }), scope: 'deployed' };
        repository = undefined;
      }
    }
  },
};

/** The package behind the name that tools give to a runtime. */
export function runtime(name: string, version: string, at: Dependency['at']): Dependency {
  const known = RUNTIMES[name.toLowerCase()];
  const [ecosystem, product] = known ?? (['generic', name] as const);
  return { ecosystem, name: product, version: version.replace(/^1\.(?=[5-8]\b)/, ''), at, direct: true };
}

const RUNTIMES: Readonly<Record<string, readonly [Dependency['ecosystem'], string]>> = {
  node: ['generic', 'node'],
  nodejs: ['generic', 'node'],
  go: ['golang', 'stdlib'],
  golang: ['golang', 'stdlib'],
  java: ['generic', 'jdk'],
  python: ['generic', 'python'],
  ruby: ['generic', 'ruby'],
  php: ['generic', 'php'],
  dotnet: ['generic', 'dotnet'],
  'dotnet-core': ['generic', 'dotnet'],
};

function isYaml(face: Face): boolean {
  return face.extension === '.yaml' || face.extension === '.yml';
}

function withDefaults(image: string): string {
  return image.replace(/\$\{\w{1,80}:?-([^{}]{0,100})\}/g, '$1');
}
