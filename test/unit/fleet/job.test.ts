import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../src/fleet/csv.js';
import { isEndpoint, isRepository, jobId, readJobs } from '../../../src/fleet/job.js';

const cell = (text: string) => (/[",\r\n]/.test(text) || text === '' ? `"${text.replaceAll('"', '""')}"` : text);

describe('a targets file', () => {
  it('reads what RFC 4180 writes', () => {
    const text = fc.string({ maxLength: 20 }).map((one) => one.replaceAll('\r', '').trim());
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), (rows, end) => {
        const lines = [['a', 'b'], ...rows].map((row) => row.map(cell).join(','));
        expect(readCsv(lines.join(end)).map(({ fields }) => [fields['a'], fields['b']])).toEqual(rows);
      }),
    );
  });

  it('says the line of each row, whatever lies within quotes before it', () => {
    expect(readCsv('target,name\n"a\nb",x\nc,y\n').map(({ line }) => line)).toEqual([2, 4]);
  });

  it('makes a job of each row, named by its target where it has no name', () => {
    const [one, two] = readJobs(
      't.csv',
      'target,owner,data,exposure\n/srv/a,team,health personal,internal\nb.example:443,,,\n',
    );
    expect(one).toEqual({
      name: '/srv/a',
      target: '/srv/a',
      labels: { owner: 'team', data: ['health', 'personal'], exposure: 'internal' },
    });
    expect(two).toMatchObject({ name: 'b.example:443', network: 'b.example' });
  });

  it('gives equal rows one job and refuses two targets of one name', () => {
    expect(readJobs('t.csv', 'target\n/a\n/a\n')).toHaveLength(1);
    expect(() => readJobs('t.csv', 'target,name\n/a,x\n/b,x\n')).toThrow('t.csv:3: a second target named x');
    expect(jobId({ name: 'a', target: '/a', labels: {} })).not.toBe(jobId({ name: 'a', target: '/b', labels: {} }));
  });

  it.each([
    ['name\nx\n', 't.csv:2: no target'],
    ['target,colour\n/a,red\n', 't.csv:1: there is no column "colour"'],
    ['target,exposure\n/a,moon\n', 't.csv:2: exposure moon'],
    ['target\n--upload-pack=x\n', 't.csv:2: no target'],
    ['', 't.csv: no target in it'],
  ])('says what is wrong with %j', (text, message) => expect(() => readJobs('t.csv', text)).toThrow(message));

  it('tells repositories, endpoints and folders apart', () => {
    expect(['https://x.test/a.git', 'git@x.test:a/b', 'ssh://git@x.test/a.git'].map(isRepository)).toEqual([
      true,
      true,
      true,
    ]);
    expect(['https://x.test', 'x.test:443', 'ssh://x.test', '[::1]:443'].map(isEndpoint)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(['/srv/a', 'https://x.test/a.git'].map(isEndpoint)).toEqual([false, false]);
  });

  it('puts neighbours into one network', () => {
    const networks = readJobs(
      't.csv',
      'target,network\n192.0.2.1:443,\n192.0.2.9:22,\na.b.test:443,\nc.b.test:443,\nd.test:1,lab\n',
    );
    expect(networks.map(({ network }) => network)).toEqual(['192.0.2.0/24', '192.0.2.0/24', 'b.test', 'b.test', 'lab']);
  });
});
