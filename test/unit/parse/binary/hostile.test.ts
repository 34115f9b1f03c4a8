import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Catalog } from '../../../../src/catalog/catalog.js';
import { loadKnowledge } from '../../../../src/knowledge/load.js';
import { DEFAULT_LIMITS, ParseError } from '../../../../src/model/index.js';
import { readGoBuildInfo } from '../../../../src/parse/binary/go-build-info.js';
import { BINARY_PARSERS } from '../../../../src/parse/binary/parsers.js';
import { sharedLibrary } from '../../../../src/parse/binary/shared-library.js';
import { bannerVersions, rustCrates } from '../../../../src/parse/binary/static-libraries.js';
import { LibraryIndex } from '../../../../src/parse/manifest/library-index.js';

const root = resolve(import.meta.dirname, '../../../../fixtures/binaries');
const samples = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((file) => file.isFile() && file.name !== 'expected.yaml')
  .map((file) => readFileSync(join(file.parentPath, file.name)));
const knowledge = loadKnowledge();
const index = new LibraryIndex(knowledge);
const context = {
  catalog: new Catalog(knowledge),
  knowledge,
  limits: DEFAULT_LIMITS,
  today: '2026-11-23',
  passwords: [],
};

async function onlyParseErrors(bytes: Uint8Array): Promise<void> {
  for (const parser of BINARY_PARSERS) {
    try {
      await parser.parse({ path: 'x', bytes, depth: 0 }, context);
    } catch (error) {
      if (!(error instanceof ParseError)) throw new Error(`${parser.id}: ${(error as Error).stack}`);
    }
  }
}

describe('hostile binaries', () => {
  it('throws only ParseError on truncated and damaged files', async () => {
    const damage = fc.tuple(
      fc.nat(samples.length - 1),
      fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(255)), { minLength: 1, maxLength: 4 }),
    );
    await fc.assert(
      fc.asyncProperty(damage, async ([which, changes]) => {
        const bytes = Buffer.from(samples[which] as Buffer);
        for (const [where, byte] of changes) bytes[Math.floor(where * bytes.length)] = byte;
        await onlyParseErrors(bytes);
        await onlyParseErrors(bytes.subarray(0, Math.floor((changes[0]?.[0] ?? 0) * bytes.length)));
      }),
      { numRuns: 300 },
    );
  });

  it('throws only ParseError on random bytes behind each magic', async () => {
    const magics = [
      [0x7f, 0x45, 0x4c, 0x46, 2, 1],
      [0x4d, 0x5a],
      [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      [0xcf, 0xfa, 0xed, 0xfe],
      [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 2],
      [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 55],
    ];
    const bytes = fc.tuple(fc.constantFrom(...magics), fc.uint8Array({ minLength: 64, maxLength: 400 }));
    await fc.assert(
      fc.asyncProperty(bytes, ([magic, rest]) => onlyParseErrors(Buffer.concat([Buffer.from(magic), rest]))),
      { numRuns: 300 },
    );
  });
});

describe('what compiled files say', () => {
  const library = (written: string): string | undefined => {
    const found = sharedLibrary(written, index.links);
    return found && `${found.name} ${found.range ?? ''}`.trim();
  };
  it.each([
    ['libcrypto.so.3', 'openssl ~3'],
    ['libssl.so.1.1', 'openssl ~1.1'],
    ['/usr/lib/libcrypto.3.dylib', 'openssl ~3'],
    ['libcrypto-1_1-x64.dll', 'openssl ~1.1'],
    ['libcrypto-3-x64.dll', 'openssl ~3'],
    ['ncrypt.dll', 'windows-cng'],
    ['libgnutls.so.30', 'gnutls'],
    ['libssh2.so.1', 'libssh2'],
    ['libc.so.6', undefined],
    ['mylibcrypto.so', undefined],
  ])('%s is %s', (written, expected) => expect(library(written)).toBe(expected));

  it('takes versions only from whole banners', () => {
    const versions = (text: string) =>
      bannerVersions(text, index.banners).map(({ name, version }) => `${name} ${version}`);
    expect(versions('OpenSSL 3.0.13 30 Jan 2024')).toEqual(['openssl 3.0.13']);
    expect(versions('OpenSSL 1.1.1w  11 Sep 2023\0')).toEqual(['openssl 1.1.1w']);
    expect(versions('OpenSSH_9.6p1 Ubuntu')).toEqual(['openssh 9.6']);
    expect(versions('OpenSSL 3.0 or newer; see OpenSSL documentation')).toEqual([]);
  });

  it('reads crates from panic paths', () => {
    const path = '/root/.cargo/registry/src/index.crates.io-6f17d22bba15001f/aws-lc-rs-1.6.2/src/lib.rs';
    expect(rustCrates(path).map(({ name, version }) => `${name} ${version}`)).toEqual(['aws-lc-rs 1.6.2']);
    const windows = String.raw`C:\Users\x\.cargo\registry\src\index.crates.io-6f17d22bba15001f\ring-0.16.20\src\lib.rs`;
    expect(rustCrates(windows).map(({ name, version }) => `${name} ${version}`)).toEqual(['ring 0.16.20']);
  });

  it('reads Go build information with the settings that turn hybrids off', () => {
    const sentinel = 'x'.repeat(16);
    const info = `${sentinel}path\tcommand\nmod\texample.org/a\t(devel)\t\ndep\tgolang.org/x/crypto\tv0.31.0\th1:x\nbuild\tDefaultGODEBUG=tlsmlkem=0\n${sentinel}`;
    const version = 'go1.24.1';
    const varint = (n: number) => Buffer.from(n < 128 ? [n] : [(n & 0x7f) | 0x80, n >> 7]);
    const bytes = Buffer.concat([
      Buffer.from('\xff Go buildinf:\x08\x02', 'latin1'),
      Buffer.alloc(16),
      varint(version.length),
      Buffer.from(version),
      varint(info.length),
      Buffer.from(info),
    ]);
    const read = readGoBuildInfo(bytes);
    expect(read?.version).toBe('1.24.1');
    expect(read?.modules).toEqual([{ path: 'golang.org/x/crypto', version: 'v0.31.0' }]);
    expect(read?.settings.get('DefaultGODEBUG')).toBe('tlsmlkem=0');
  });
});
