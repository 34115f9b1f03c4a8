import type { Dependency, Position } from '../dependency.js';
import { numericPrefix } from '../version.js';

/** An image reference (`docker.io/library/nginx:1.27-alpine@sha256:…`): its version is the number that the tag begins with. */
export function imageDependency(image: string, at: Position): Dependency {
  const [reference = ''] = image.replace(/^(?:index\.)?docker\.io\//, '').split('@');
  const colon = reference.lastIndexOf(':');
  const tagged = colon > reference.lastIndexOf('/');
  const name = tagged ? reference.slice(0, colon) : reference;
  const tag = tagged ? reference.slice(colon + 1) : undefined;
  const version = tag === undefined ? undefined : numericPrefix(tag);
  return {
    ecosystem: 'docker',
    name: name.replace(/^library\//, ''),
    ...(version === undefined ? { range: tag ?? 'latest' } : { version }),
    at,
    direct: true,
    details: { image: image.slice(0, 200) },
  };
}
