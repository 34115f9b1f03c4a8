import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/model/index.js';
import { endpoints } from '../../../src/report/select/endpoints.js';
import { View } from '../../../src/report/select/view.js';
import { terminal } from '../../../src/report/terminal/terminal.js';
import { shopReport } from '../../golden/report.fixture.js';

describe('endpoints in reports', () => {
  it('say versions, order, certificate, what recorded traffic is worth and what is not known', () => {
    const [only] = endpoints(new View(shopReport()));
    expect(Object.fromEntries(only?.rows ?? [])).toMatchObject({
      protocol: 'TLSv1.3; refused: TLSv1.2, TLSv1.1',
      'key exchange': "X25519MLKEM768 > X25519; the server's order decides; a browser gets X25519MLKEM768",
      certificate: expect.stringContaining('shop'),
      'recorded today': expect.stringContaining('safe where the client has the quantum-safe method too'),
    });
    expect(only?.safe).toBe('yes');
  });

  it('print every answer with what shows it when everything is asked for', () => {
    const text = terminal.render(shopReport(), { width: 120, verbose: true });
    expect(text).toContain('version TLSv1.2, TLSv1.1: not-supported [alert 70 protocol_version]');
    expect(text).toContain('resumption in TLS 1.3: unknown [no ticket came in time]');
  });

  it('get a line each when they are many, the exposed ones first', () => {
    expect(terminal.render(many(shopReport(), 30), { width: 120 })).toContain('and 11 more endpoints; all 31 in full');
    const text = terminal.render(many(shopReport(), 5), { width: 120 });
    const section = text.slice(text.indexOf('ENDPOINTS'), text.indexOf('EXPOSED'));
    expect(section.indexOf('classical only')).toBeGreaterThan(0);
    expect(section.indexOf('classical only')).toBeLessThan(section.indexOf('tls://shop.example:443'));
  });
});

/** The report with further endpoints that have classical groups only. */
function many(report: Report, count: number): Report {
  const seen = report.occurrences.find(({ facts }) => facts !== undefined);
  const asset = report.assets.find(({ id }) => id === seen?.asset);
  if (!seen || asset?.kind !== 'protocol') throw new Error('the fixture has no endpoint');
  const classical = { ...asset, id: 'protocol/classical', keyEstablishment: 'classical-only' as const };
  const more = Array.from({ length: count }, (_, index) => ({
    ...seen,
    asset: classical.id,
    evidence: { ...seen.evidence, location: { type: 'endpoint' as const, endpoint: `tls://host-${index}:443` } },
  }));
  return { ...report, assets: [...report.assets, classical], occurrences: [...report.occurrences, ...more] };
}
