import { execSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Zippable, zipSync } from 'fflate';
import { pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../../../src/model/index.js';
import { CONTEXT, observationsOf, parseBytes } from '../../../support/parse.js';
import { zipQuine } from '../../../support/zip-quine.js';

const MADE = join(import.meta.dirname, '../../../../fixtures/archives/made');
const leaf = readFileSync(join(import.meta.dirname, '../../../../fixtures/pki/made/leaf.pem'));

async function tarOf(entries: Record<string, Uint8Array>): Promise<Buffer> {
  const packer = pack();
  for (const [name, content] of Object.entries(entries)) packer.entry({ name }, Buffer.from(content));
  packer.finalize();
  const parts: Buffer[] = [];
  for await (const part of packer) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function arOf(name: string, content: Uint8Array): Buffer {
  const header = `${name.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'100644'.padEnd(8)}${String(content.length).padEnd(10)}\`\n`;
  return Buffer.concat([Buffer.from(`!<arch>\n${header}`), content]);
}

async function certificatePaths(bytes: Uint8Array, name: string): Promise<string[]> {
  const observations = observationsOf(await parseBytes(bytes, name));
  return observations
    .filter((one) => one.asset.kind === 'certificate')
    .map((one) => (one.evidence.location as { path: string }).path);
}

describe('entries go through the same parsers', () => {
  it('zip, whatever it is called', async () => {
    expect(await certificatePaths(zipSync({ 'META-INF/leaf.pem': leaf }), 'app.jar')).toEqual([
      'app.jar!/META-INF/leaf.pem',
    ]);
  });
  it('tar.gz', async () => {
    const tar = await tarOf({ 'etc/ssl/leaf.pem': leaf });
    expect(await certificatePaths(gzipSync(tar), 'a.tgz')).toEqual(['a.tgz!/a.tar!/etc/ssl/leaf.pem']);
  });
  it('deb: ar, tar.gz, file', async () => {
    const deb = arOf('data.tar.gz', gzipSync(await tarOf({ './usr/leaf.pem': leaf })));
    expect(await certificatePaths(deb, 'a.deb')).toEqual(['a.deb!/data.tar.gz!/data.tar!/usr/leaf.pem']);
  });
  it('an image archive with its layers', async () => {
    const layer = await tarOf({ 'etc/leaf.pem': leaf });
    const image = await tarOf({ 'manifest.json': Buffer.from('[]'), 'blobs/sha256/00': layer });
    expect(await certificatePaths(image, 'image.tar')).toEqual(['image.tar!/blobs/sha256/00!/etc/leaf.pem']);
  });
  it('names that climb stay names', async () => {
    expect(await certificatePaths(zipSync({ '../../etc/leaf.pem': leaf }), 'a.zip')).toEqual([
      'a.zip!/../../etc/leaf.pem',
    ]);
  });
});

describe('what other tools made', () => {
  const names = readdirSync(MADE).filter((name) => !name.startsWith('image'));
  it.each(names)('%s holds one certificate', async (name) => {
    const bytes = readFileSync(join(MADE, name));
    const paths = await certificatePaths(bytes, name);
    expect(paths).toHaveLength(1);
    expect(paths[0]).toMatch(/etc\/(ssl\/certs|fixture)\/leaf\.pem$/);
    const cut = await parseBytes(bytes.subarray(0, bytes.length * 0.6), name);
    expect(cut.attempts.length).toBeGreaterThan(0);
    for (const one of cut.attempts) expect(one.reason).toBe('malformed');
  });

  it.each([
    ['image-docker.tar', 'base/layer.tar!/', 'app/layer.tar!/'],
    ['image-oci.tar', 'blobs/sha256/', 'blobs/sha256/'],
  ])('%s: the certificate of one layer and the key of the other', async (name, base, app) => {
    const parsed = await parseBytes(readFileSync(join(MADE, name)), name);
    expect(parsed.attempts).toEqual([]);
    const seen = observationsOf(parsed).filter((one) => one.partOf === undefined);
    const places = seen.map((one) => (one.evidence.location as { path: string }).path);
    expect(places.some((path) => path.startsWith(`${name}!/${base}`) && path.endsWith('/etc/ssl/certs/leaf.pem'))).toBe(
      true,
    );
    expect(places.some((path) => path.startsWith(`${name}!/${app}`) && path.endsWith('/run/secrets/tls.key'))).toBe(
      true,
    );
  });

  it('a layer of any name may be larger than a file', async () => {
    const layer = gzipSync(await tarOf({ 'etc/leaf.pem': leaf, filler: new Uint8Array(300_000) }));
    const image = await tarOf({ [`blobs/sha256/${'0'.repeat(64)}`]: layer });
    const limits = { ...DEFAULT_LIMITS, fileBytes: 100_000 };
    const parsed = await parseBytes(image, 'image.tar', { ...CONTEXT, limits });
    expect(observationsOf(parsed).some((one) => one.asset.kind === 'certificate')).toBe(true);
    expect(parsed.attempts).toMatchObject([{ status: 'skipped', reason: 'limit' }]); // the filler
  });

  it('an archive that holds itself ends at the depth limit', async () => {
    const quine = zipQuine();
    const { results, attempts } = await parseBytes(quine, 'quine.zip');
    expect(Buffer.from(results[0]?.result.embedded?.[0]?.bytes ?? []).equals(quine)).toBe(true);
    expect(results).toHaveLength(DEFAULT_LIMITS.depth + 1);
    expect(attempts).toMatchObject([{ status: 'skipped', reason: 'limit' }]);
  });
});

describe('an archive that breaks off', () => {
  const noiseOf = (blocks: number) =>
    Buffer.concat(Array.from({ length: blocks }, (_, index) => createHash('sha512').update(String(index)).digest()));
  const noise = noiseOf(600);
  const entries = { 'a/leaf.pem': leaf, 'b/noise.bin': noise };
  async function readOf(bytes: Uint8Array, name: string) {
    const { attempts } = await parseBytes(bytes, name);
    return { paths: await certificatePaths(bytes, name), attempts };
  }
  const said = [{ status: 'partial', reason: 'malformed' }];

  it.each(['gzip -c', 'xz -c', 'xz --check=sha256 -c', 'zstd -qc', 'bzip2 -1c'])(
    'tar, %s: what comes before is read',
    async (command) => {
      const [tool, ...args] = command.split(' ') as [string, ...string[]];
      const tar = await tarOf({ ...entries, 'c/noise.bin': noiseOf(4000) }); // more than one block of each
      const whole = spawnSync(tool, args, { input: tar, maxBuffer: 1 << 26 }).stdout;
      const cut = await readOf(whole.subarray(0, Math.floor(whole.length * 0.8)), 'a.tar');
      expect(cut.paths).not.toEqual([]);
      expect(cut.attempts).toContainEqual(expect.objectContaining(said[0]));
    },
  );

  it('gzip with a damaged octet: what comes before is read', async () => {
    const whole = gzipSync(await tarOf(entries));
    whole.fill(0xff, whole.length - 3000, whole.length - 2900);
    const { paths, attempts } = await readOf(whole, 'a.tar.gz');
    expect(paths).toEqual(['a.tar.gz!/a.tar!/a/leaf.pem']);
    expect(attempts).toContainEqual(expect.objectContaining(said[0]));
  });

  it('tar, ar and cpio: the entry in which they break off is read as far as it goes', async () => {
    const two = Buffer.concat([leaf, leaf]);
    const tar = (await tarOf({ 'two.pem': two })).subarray(0, 512 + leaf.length + 100);
    expect((await readOf(tar, 'a.tar')).paths).toEqual(['a.tar!/two.pem']);
    const ar = arOf('two.pem', two).subarray(0, 68 + leaf.length + 100);
    expect((await readOf(ar, 'a.ar')).paths).toEqual(['a.ar!/two.pem']);
    const cpio = readFileSync(join(MADE, 'base.cpio'));
    const { paths, attempts } = await readOf(cpio.subarray(0, cpio.indexOf('-----END') + 30), 'a.cpio');
    expect(paths).toEqual(['a.cpio!/etc/ssl/certs/leaf.pem']);
    expect(attempts).toContainEqual(expect.objectContaining(said[0]));
  });

  it.each([
    ['deflated', zipSync({ 'leaf.pem': leaf, 'noise.bin': noise })],
    ['stored', zipSync({ 'leaf.pem': leaf, 'noise.bin': noise }, { level: 0 })],
  ])('zip without its directory, %s: by the local headers', async (_, whole) => {
    const { paths, attempts } = await readOf(whole.subarray(0, whole.length - 500), 'a.zip');
    expect(paths).toEqual(['a.zip!/leaf.pem']);
    expect(attempts).toMatchObject(said);
  });

  it('zip written to a pipe, whose sizes stand behind the data', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'qday-zip-'));
    writeFileSync(join(folder, 'leaf.pem'), leaf);
    writeFileSync(join(folder, 'noise.bin'), noise);
    const whole = execSync('zip -qX - leaf.pem noise.bin | cat', { cwd: folder, maxBuffer: 1 << 26 });
    rmSync(folder, { recursive: true });
    expect(whole.readUInt16LE(6) & 8).toBe(8);
    const { paths, attempts } = await readOf(whole.subarray(0, whole.length - 300), 'a.zip');
    expect(paths).toEqual(['a.zip!/leaf.pem']);
    expect(attempts).toMatchObject(said);
  });
});

describe('damage that keeps a decoder busy', () => {
  it('ends: sequences of a Zstandard frame that copy without end', async () => {
    const bytes = Uint8Array.from(readFileSync(join(MADE, 'base.tar.zst')));
    bytes[15] = (bytes[15] as number) ^ 0xff;
    expect((await parseBytes(bytes, 'a.tar.zst')).attempts).toContainEqual(
      expect.objectContaining({ status: 'partial', reason: 'malformed' }),
    );
  });
});

describe('limits', () => {
  it('thousands of names for one run of compressed data share one budget', async () => {
    const zip = Buffer.from(zipSync({ 'a.txt': new Uint8Array(1 << 20) }, { level: 9 }));
    const end = zip.length - 22;
    const directory = zip.subarray(zip.readUInt32LE(end + 16), end);
    const count = 5000;
    const tail = Buffer.from(zip.subarray(end));
    for (const field of [8, 10]) tail.writeUInt16LE(count, field);
    tail.writeUInt32LE(directory.length * count, 12);
    const bomb = Buffer.concat([
      zip.subarray(0, end - directory.length),
      Buffer.alloc(directory.length * count, directory),
      tail,
    ]);
    const limits = { ...DEFAULT_LIMITS, archiveBytes: 8 << 20 };
    const parsed = await parseBytes(bomb, 'overlap.zip', { ...CONTEXT, limits });
    expect(parsed.attempts.some((one) => one.reason === 'limit')).toBe(true);
    expect(parsed.results.length).toBeLessThan(20);
  });

  it.each(['zeros.xz', 'zeros.zst', 'zeros.bz2', 'zeros.gz'])('%s expands to more than is allowed', async (name) => {
    const limits = { ...DEFAULT_LIMITS, archiveBytes: 1 << 20 };
    const bytes = readFileSync(join(MADE, '..', 'bombs', name));
    expect((await parseBytes(bytes, name, { ...CONTEXT, limits })).attempts).toMatchObject([
      { status: 'partial', reason: 'limit' },
    ]);
  });

  it('a bomb is an attempt', async () => {
    const bomb = zipSync({ zeros: new Uint8Array(DEFAULT_LIMITS.fileBytes + 1) }, { level: 9 });
    expect((await parseBytes(bomb, 'bomb.zip')).attempts).toMatchObject([
      { by: 'zip', status: 'skipped', reason: 'limit' },
    ]);
    const gzip = gzipSync(Buffer.alloc(DEFAULT_LIMITS.fileBytes + 1));
    expect((await parseBytes(gzip, 'bomb.gz')).attempts).toMatchObject([
      { by: 'gzip', status: 'partial', reason: 'limit' },
    ]);
  });

  it('archives in archives share one budget and one depth', async () => {
    let inner: Uint8Array = zipSync({ 'leaf.pem': leaf });
    for (let level = 0; level < 12; level++) inner = zipSync({ 'inner.zip': inner });
    expect((await parseBytes(inner, 'deep.zip')).attempts).toMatchObject([{ status: 'skipped', reason: 'limit' }]);

    const many: Zippable = {};
    for (let index = 0; index < 30; index++) many[`${index}.zip`] = zipSync({ a: leaf, b: leaf, c: leaf });
    const limits = { ...DEFAULT_LIMITS, archiveEntries: 50 };
    const parsed = await parseBytes(zipSync(many), 'many.zip', { ...CONTEXT, limits });
    expect(parsed.results.length).toBeLessThan(120);
    expect(parsed.attempts.some((one) => one.reason === 'limit')).toBe(true);
  });

  it('what is cut, encrypted or of another kind is said', async () => {
    const zip = zipSync({ 'leaf.pem': leaf });
    expect((await parseBytes(zip.subarray(0, zip.length - 30), 'cut.zip')).attempts).toMatchObject([
      { status: 'partial', reason: 'malformed' },
    ]);
    const tar = await tarOf({ 'leaf.pem': leaf });
    expect((await parseBytes(tar.subarray(0, 900), 'cut.tar')).attempts).toContainEqual(
      expect.objectContaining({ target: 'cut.tar', status: 'partial', reason: 'malformed' }),
    );
    const seven = Buffer.from('377abcaf271c0004', 'hex');
    expect((await parseBytes(seven, 'a.7z')).attempts).toMatchObject([{ status: 'failed', reason: 'unsupported' }]);
  });
});
