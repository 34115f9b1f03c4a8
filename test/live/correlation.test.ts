import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { scan } from '../../src/scan.js';
import { certificate, EC, freePort, program, Servers, withServer, workFolder } from './servers.js';

const servers = new Servers();
afterAll(() => servers.stop());
const nginx = program('nginx');
const openssl = program('openssl');

withServer('a repository and the server it configures', [openssl, nginx], () => {
  it('are one certificate: seen as file, named by the configuration, shown by the endpoint', async () => {
    const folder = workFolder();
    cpSync(resolve(import.meta.dirname, '../../fixtures/repos/served-by-nginx'), folder, { recursive: true });
    certificate(join(folder, 'certs'), 'shop', EC);
    const port = await freePort();
    const conf = join(folder, 'nginx.conf');
    writeFileSync(conf, readFileSync(conf, 'utf8').replaceAll('8443', String(port)));
    await servers.start(
      nginx ?? '',
      ['-p', folder, '-c', conf, '-g', `daemon off; pid ${join(folder, 'pid')}; error_log stderr;`],
      port,
    );
    const report = await scan({
      targets: [folder, `https://127.0.0.1:${port}`],
      knowledge: loadKnowledge(),
      today: '2026-11-23',
      cwd: folder,
      endpoints: { sni: 'shop.test' },
    } as Parameters<typeof scan>[0]);
    const certificates = report.assets.filter(({ kind }) => kind === 'certificate');
    expect(certificates).toHaveLength(1);
    const [only] = certificates;
    const occurrences = report.occurrences.filter(({ asset }) => asset === only?.id);
    const places = occurrences.map(({ evidence: { location } }) =>
      location.type === 'file' ? location.path.replace(/^.*\//, '') : location.endpoint,
    );
    expect(places.sort()).toEqual([`https://127.0.0.1:${port}`, 'nginx.conf', 'shop.crt'].sort());
    const linked = report.links
      .filter(({ to }) => to === only?.id)
      .map(({ from }) => from.split('/').slice(0, 2).join('/'));
    expect(linked.filter((from) => from === 'protocol/tls').length).toBeGreaterThanOrEqual(2);
  });
});
