import type { Dependency, Position } from '../dependency.js';

/** A PEP 508 requirement: `pyOpenSSL[extra]>=23,<25; python_version > "3.8"`. `undefined` when it is none. */
export function requirement(text: string, at: Position, scope?: string): Dependency | undefined {
  const match = /^\s*([A-Za-z0-9](?:[\w.-]{0,200}[A-Za-z0-9])?)\s*(?:\[[^\]]{0,200}\])?\s*(\(?[^;#]{0,300})/.exec(text);
  if (!match) return undefined;
  const specifier = (match[2] ?? '').replace(/[()]/g, '').trim();
  if (specifier !== '' && !/^[<>=!~@]/.test(specifier)) return undefined;
  const exact = /^={2,3}\s*([^\s,*]{1,100})$/.exec(specifier);
  return {
    ecosystem: 'pypi',
    name: match[1] as string,
    ...(exact ? { version: exact[1] as string } : specifier !== '' && { range: specifier }),
    at,
    direct: true,
    ...(scope && { scope }),
  };
}
