import { describe, expect, it } from 'vitest';
import { budgetOf } from '../../../../src/crawl/endpoints/budgets.js';
import { parseProxy } from '../../../../src/crawl/endpoints/proxy.js';
import { isEndpoint, isPrivateAddress, parseTarget } from '../../../../src/crawl/endpoints/target.js';
import { expandRange, isRange, parseTargetsFile } from '../../../../src/crawl/endpoints/target-list.js';

describe('targets', () => {
  it.each([
    ['example.com:443', 'tls://example.com:443'],
    ['example.com', 'tls://example.com:443'],
    ['example.com:22', 'ssh://example.com:22'],
    ['mail.example:25', 'smtp://mail.example:25'],
    ['https://example.com/path?q', 'https://example.com:443'],
    ['smtp://mail.example', 'smtp://mail.example:25'],
    ['postgres://db:5433', 'postgres://db:5433'],
    ['ike://gateway', 'ike://gateway:500'],
    ['quic://example.com', 'quic://example.com:443'],
    ['[2001:db8::1]:8443', 'tls://[2001:db8::1]:8443'],
    ['2001:db8::1', 'tls://[2001:db8::1]:443'],
    ['ssh://[::1]:2222', 'ssh://[::1]:2222'],
    ['münchen.example:443', 'tls://xn--mnchen-3ya.example:443'],
    ['192.0.2.1', 'tls://192.0.2.1:443'],
  ])('%s is %s', (text, url) => {
    expect(parseTarget(text).url).toBe(url);
  });

  it.each(['gopher://x', 'host:99999', 'host:0', '[zz]:1', 'user@host:1'])('%s is refused', (text) => {
    expect(() => parseTarget(text)).toThrow(/scheme|port|address|expected/);
  });

  it.each([
    ['src/app', false],
    ['./a:443', false],
    ['README.md', false],
    ['example.com:443', true],
    ['ssh://host', true],
    ['file://x', false],
    ['[::1]:443', true],
    ['192.0.2.1', true],
  ])('%s is an endpoint: %s', (text, yes) => {
    expect(isEndpoint(text)).toBe(yes);
  });
});

describe('targets file', () => {
  it('carries labels and the line', () => {
    const text =
      '# gateways\n\nike://gw.example owner=net exposure=internet # main\nexample.com data-class=health-record\n';
    const [first, second] = parseTargetsFile('targets.txt', text);
    expect(first).toMatchObject({
      url: 'ike://gw.example:500',
      labels: { owner: 'net', exposure: 'internet' },
      declaredAt: { path: 'targets.txt', line: 3 },
    });
    expect(second?.labels).toEqual({ dataClass: 'health-record' });
  });

  it('names file and line of what is wrong', () => {
    expect(() => parseTargetsFile('t', 'a.example\nb.example colour=red')).toThrow(/^t:2: colour=red: expected owner=/);
  });
});

describe('ranges', () => {
  it('are expanded up to the cap', () => {
    expect(isRange('192.0.2.0/30')).toBe(true);
    expect(expandRange('ssh://192.0.2.5/30:2222', 256).map(({ url }) => url)).toEqual([
      'ssh://192.0.2.4:2222',
      'ssh://192.0.2.5:2222',
      'ssh://192.0.2.6:2222',
      'ssh://192.0.2.7:2222',
    ]);
    expect(() => expandRange('10.0.0.0/8', 256)).toThrow(/at most 256/);
  });
});

it('private addresses are known', () => {
  for (const one of ['127.0.0.1', '10.1.2.3', '172.20.0.1', '192.168.1.1', '::1', 'fd00::1', 'fe80::1', '100.64.0.1']) {
    expect(isPrivateAddress(one)).toBe(true);
  }
  for (const one of ['192.0.2.1', '8.8.8.8', '172.32.0.1', '2001:db8::1', '100.128.0.1'])
    expect(isPrivateAddress(one)).toBe(false);
});

it('proxies are read', () => {
  expect(parseProxy('http://proxy.example:3128')).toEqual({ kind: 'http', host: 'proxy.example', port: 3128 });
  expect(parseProxy('socks5://u:p%40@[::1]:1080')).toEqual({
    kind: 'socks5',
    host: '::1',
    port: 1080,
    user: 'u',
    password: 'p@',
  });
  expect(() => parseProxy('ftp://x')).toThrow(/expected http/);
});

it('budgets keep below what servers punish', () => {
  expect(budgetOf('tls', undefined, 'default')).toBe(15);
  expect(budgetOf('tls', undefined, 'full')).toBe(60);
  expect(budgetOf('tls', 'mysql', 'full')).toBeLessThanOrEqual(10);
  expect(budgetOf('ssh', undefined, 'full')).toBeLessThan(17);
});
