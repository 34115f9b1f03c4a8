import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/index.js';
import { tree } from './qday.js';

const REPOSITORY = resolve(import.meta.dirname, '../..');

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

function run(cwd: string, command: string, ...args: string[]): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Packages that the lock file installs for users: neither development nor optional ones. */
function runtimePackages(): string[] {
  const lock = JSON.parse(readFileSync(join(REPOSITORY, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean; optional?: boolean; devOptional?: boolean }>;
  };
  return Object.entries(lock.packages)
    .filter(([path, { dev, optional, devOptional }]) => path !== '' && !dev && !optional && !devOptional)
    .map(([path]) => path);
}

describe('the published package', () => {
  const app = tree({
    'package.json': '{ "name": "app", "dependencies": { "qday": "*" } }',
    'requirements.txt': 'pyjwt\n',
  });
  let packed: Packed;

  // The tarball is unpacked beside the runtime packages that are installed here already: nothing is fetched, so the
  // test is the same without a network, and a file or package that only development has is missing as it would be there.
  beforeAll(() => {
    const target = tree({});
    const said = run(REPOSITORY, 'npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', target);
    packed = (JSON.parse(said) as Packed[])[0] as Packed;
    const home = join(app, 'node_modules/qday');
    mkdirSync(home, { recursive: true });
    run(home, 'tar', '-xzf', join(target, packed.filename), '--strip-components=1');
    for (const path of runtimePackages()) {
      mkdirSync(dirname(join(app, path)), { recursive: true });
      if (!path.includes('/node_modules/')) cpSync(join(REPOSITORY, path), join(app, path), { recursive: true });
    }
    mkdirSync(join(app, 'node_modules/.bin'), { recursive: true });
    symlinkSync('../qday/bin/qday.js', join(app, 'node_modules/.bin/qday'));
  });

  it('holds what runs, the licence and nothing else', () => {
    const paths = packed.files.map(({ path }) => path);
    const allowed =
      /^(?:bin\/qday\.js|dist\/.+\.(?:js|d\.ts|wasm)|dist\/rules\.pack|dist\/build-id|dist\/help-\d+\.txt|README\.md|LICENSE|package\.json)$/;
    expect(paths.filter((path) => !allowed.test(path))).toEqual([]);
    for (const needed of [
      'bin/qday.js',
      'dist/rules.pack',
      'dist/grammars/java.wasm',
      'dist/bundle/worker.js',
      'LICENSE',
    ]) {
      expect(paths).toContain(needed);
    }
  });

  it('runs from an empty folder', () => {
    const { version } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as { version: string };
    expect(run(app, 'npx', '--no-install', 'qday', '--version').trim()).toBe(version);
  });

  it('scans from there, with threads and grammars', () => {
    writeFileSync(join(app, 'A.java'), JAVA);
    const said = run(
      app,
      'npx',
      '--no-install',
      'qday',
      'scan',
      '-f',
      'json',
      '--no-cache',
      '--workers',
      '1',
      '--fail-on',
      'never',
    );
    const report = JSON.parse(said) as Report;
    expect(report.assets.map(({ name }) => name)).toContain('RSA-2048');
  });
});

const JAVA = `import java.security.KeyPairGenerator;
class A {
  static final String ALG = "RSA";
  void make() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(ALG);
    generator.initialize(2048);
  }
}
`;
