import type { Dependency } from '../manifest/dependency.js';

/**
 * The package behind a shared library and what its file name says of the version: `libcrypto.so.3`,
 * `/usr/lib/libssl.1.1.dylib`, `libcrypto-1_1-x64.dll`, `/System/Library/Frameworks/Security.framework/…/Security`.
 */
export function sharedLibrary(written: string, links: ReadonlyMap<string, string>): Dependency | undefined {
  const file = written
    .slice(written.lastIndexOf('/') + 1)
    .toLowerCase()
    .slice(0, 120);
  const match =
    /^([a-z0-9_+]+?(?:-qt\d|3)?)(?:[-.](\d[\d_.]*?))?(?:-x64|-arm64|-x86)?(?:\.so|\.dll|\.dylib)?(?:\.(\d[\d.]*))?$/.exec(
      file,
    );
  if (!match) return undefined;
  const name = links.get(match[1] as string);
  if (name === undefined) return undefined;
  const line = (match[3] ?? match[2])?.replaceAll('_', '.');
  return {
    ecosystem: 'generic',
    name,
    ...(line !== undefined && name === 'openssl' && { range: `~${line}` }),
    at: { line: 1, column: 1 },
    details: { linked: written.slice(-120) },
  };
}
