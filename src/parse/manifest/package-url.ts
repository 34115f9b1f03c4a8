import type { Ecosystem } from './dependency.js';

/** The package URL of a package; without version where it is not known. Purl specification, sections "type" and "encoding". */
export function packageUrl(ecosystem: Ecosystem, name: string, version?: string): string {
  const type = ecosystem === 'vcpkg' || ecosystem === 'cmake' ? 'generic' : ecosystem;
  const separated = ecosystem === 'maven' ? name.replace(':', '/') : name;
  const cased = ecosystem === 'pypi' ? separated.toLowerCase().replaceAll('_', '-') : separated;
  const path = cased.split('/').map(encode).join('/');
  return `pkg:${type}/${path}${version === undefined ? '' : `@${encode(version)}`}`;
}

/** Splits a package URL; `undefined` when it is none or of a type that no entry has. */
export function parsePackageUrl(purl: string): { ecosystem: Ecosystem; name: string; version?: string } | undefined {
  const match = /^pkg:\/{0,2}([a-z.+-]{1,20})\/([^@?#]{1,400})(?:@([^?#]{1,200}))?/i.exec(purl);
  const ecosystem = TYPES[match?.[1]?.toLowerCase() ?? ''];
  if (!match || !ecosystem) return undefined;
  const parts = (match[2] as string).split('/').map(decode);
  const version = match[3] === undefined ? undefined : decode(match[3]);
  return { ecosystem, name: nameOf(ecosystem, parts), ...(version !== undefined && { version }) };
}

const TYPES: Readonly<Record<string, Ecosystem>> = {
  npm: 'npm',
  pypi: 'pypi',
  golang: 'golang',
  maven: 'maven',
  cargo: 'cargo',
  nuget: 'nuget',
  gem: 'gem',
  composer: 'composer',
  swift: 'swift',
  cocoapods: 'cocoapods',
  pub: 'pub',
  hex: 'hex',
  conan: 'conan',
  deb: 'deb',
  apk: 'apk',
  rpm: 'rpm',
  docker: 'docker',
  oci: 'docker',
  generic: 'generic',
};

/** Distributions stand before the name of a system package and are no part of it. */
function nameOf(ecosystem: Ecosystem, parts: readonly string[]): string {
  if (ecosystem === 'deb' || ecosystem === 'apk' || ecosystem === 'rpm') return parts.at(-1) ?? '';
  return parts.join(ecosystem === 'maven' ? ':' : '/');
}

function encode(part: string): string {
  return encodeURIComponent(part).replaceAll('%3A', ':').replaceAll('%2B', '+');
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
