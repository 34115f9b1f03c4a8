import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Zippable, zipSync } from 'fflate';
import { pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../../../src/model/index.js';
import { CONTEXT, observationsOf, parseBytes } from '../../../support/parse.js';

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

describe('limits', () => {
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
      { status: 'failed', reason: 'malformed' },
    ]);
    const tar = await tarOf({ 'leaf.pem': leaf });
    expect((await parseBytes(tar.subarray(0, 900), 'cut.tar')).attempts).toMatchObject([
      { status: 'partial', reason: 'malformed' },
    ]);
    const xz = Buffer.from('fd377a585a000004', 'hex');
    expect((await parseBytes(xz, 'a.tar.xz')).attempts).toMatchObject([{ status: 'failed', reason: 'unsupported' }]);
  });
});
