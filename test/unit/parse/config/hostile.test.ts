import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ParseError } from '../../../../src/model/index.js';
import { FORMATS } from '../../../../src/parse/config/formats.js';
import { parseConfig } from './project.js';

/** What is found, or the reason why nothing is: never another error. */
function reasonOf(path: string, content: string | Uint8Array): string | undefined {
  try {
    parseConfig(path, content);
    return undefined;
  } catch (error) {
    if (error instanceof ParseError) return error.reason;
    throw error;
  }
}

describe('hostile configuration', () => {
  it('does not expand nested YAML anchors', () => {
    const levels = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (const [index, name] of [...'bcdefghi'].entries()) {
      const before = 'abcdefghi'[index];
      levels.push(`${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`);
    }
    expect(reasonOf('x/ingress.yaml', `apiVersion: v1\nkind: Ingress\n${levels.join('\n')}\n`)).toBe('limit');
  });

  it('does not expand anchors that merge maps into each other', () => {
    const levels = ['a0: &a0 {tlsMinVersion: VersionTLS12}'];
    for (let i = 1; i < 40; i++) levels.push(`a${i}: &a${i} {x: *a${i - 1}, y: *a${i - 1}, z: {<<: *a${i - 1}}}`);
    expect(reasonOf('kubelet.yaml', `kind: KubeletConfiguration\n${levels.join('\n')}\n`)).toBe('limit');
  });

  it('ends on an anchor that holds itself', () => {
    expect(['limit', 'malformed', undefined]).toContain(
      reasonOf('kubelet.yaml', 'kind: KubeletConfiguration\na: &a\n  tlsMinVersion: VersionTLS12\n  b: *a\n'),
    );
  });

  it('does not read external entities', () => {
    const xml =
      '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Server><SSLHostConfig protocols="&a;"/></Server>';
    expect(JSON.stringify(parseConfig('conf/server.xml', xml))).not.toContain('root:');
  });

  it('refuses 50 MB of JSON before it is parsed', () => {
    const text = `{"x509cert": [${'"a",'.repeat(12_500_000)}"a"]}`;
    expect(text.length).toBeGreaterThan(50_000_000);
    expect(reasonOf('big.json', text)).toBe('too-large');
  });

  it('follows sections that name each other in a circle no further', () => {
    const text = 'conn a\n  also=b\n  left=1.2.3.4\n  ike=aes256-sha2_256-modp2048\nconn b\n  also=a\n  left=1.2.3.5\n';
    expect(parseConfig('ipsec.conf', text).observations.length).toBeGreaterThan(0);
  });

  it('reads sections that take over thousands of others within bounds', () => {
    const conns = Array.from(
      { length: 2_000 },
      (_, i) => `conn c${i}\n  also=c${i + 1}\n  ike=aes256-sha2_256-modp2048\n`,
    );
    expect(reasonOf('ipsec.conf', conns.join(''))).toBeUndefined();
  });

  it('takes over blocks that double at each step, name themselves or go in a circle, within a limit', () => {
    const levels = Array.from({ length: 40 }, (_, i) => `b${i + 1} {\n x : b${i} { }\n y : b${i} { }\n}\n`).join('');
    const text = `b0 { proposals = aes256-sha256-modp2048\n}\n${levels}connections {\n a : connections.b { }\n b : connections.a, b40 { proposals = aes256-sha256-modp2048\n }\n}\n`;
    expect(reasonOf('swanctl.conf', text)).toBeUndefined();
    const wide = `connections {\n${Array.from({ length: 3_000 }, (_, i) => ` c${i} : connections.c${i + 1} { version = 2\n }\n`).join('')}}\n`;
    expect(reasonOf('swanctl.conf', wide)).toBeUndefined();
  });

  it('opens conditions nested without end no further', () => {
    const text = `SSLEngine on\n${'<IfModule a>\n'.repeat(20_000)}SSLProtocol all\n`;
    expect(reasonOf('site.conf', text)).toBeUndefined();
  });

  it('does not expand XML entities', () => {
    const xml =
      '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><Server><SSLHostConfig protocols="&b;"/></Server>';
    expect(JSON.stringify(parseConfig('conf/server.xml', xml))).not.toContain('aaaaaaaaaa');
  });

  it.each([
    ['json', `{"a":${'['.repeat(200_000)}`],
    ['hcl', 'a {\n'.repeat(5_000)],
    ['nginx', 'server {'.repeat(5_000)],
    ['xml', '<a>'.repeat(5_000)],
    ['calls', 'a('.repeat(5_000)],
  ])('limits the depth of %s', (format, text) => {
    expect(() => FORMATS[format]?.(text)).toThrow(ParseError);
  });

  it('refuses what is too large to be configuration', () => {
    expect(reasonOf('big.json', `{"x509cert": "${'x'.repeat(20_000_000)}"}`)).toBe('too-large');
  });

  it('does not read a binary that is called nginx.conf', () => {
    expect(parseConfig('nginx.conf', Buffer.from('ssl_certificate\0\x01\x02listen 443 ssl')).observations).toEqual([]);
  });

  it.each(['sshd_config', 'prj.conf', 'main.tf', 'values.yaml', 'server.xml', 'krakend.json', '.rpmmacros'])(
    'finds nothing in noise that is called %s',
    (name) => {
      const noise = Buffer.from(Array.from({ length: 4_096 }, (_, i) => (i * 7_919 + (i >> 3) * 104_729) & 0xff));
      expect(parseConfig(name, Buffer.concat([Buffer.from('tls ssl_certificate\n'), noise])).observations).toEqual([]);
    },
  );

  it('says what it could not read of broken YAML', () => {
    const broken = 'apiVersion: cert-manager.io/v1\nkind: Certificate\nspec: {a: [1, 2\n';
    expect(parseConfig('c.yaml', broken).attempts?.[0]).toMatchObject({ status: 'partial', reason: 'malformed' });
  });

  it.each(Object.keys(FORMATS))('%s reads any text or throws a ParseError', (format) => {
    const text = fc.oneof(
      fc.string({ maxLength: 300 }),
      fc
        .array(
          fc.constantFrom(
            '{',
            '}',
            '[',
            ']',
            '"',
            "'",
            '=',
            ':',
            ';',
            '\n',
            ' ',
            '#',
            '<',
            '>',
            '\\',
            '{{',
            '}}',
            'set a',
            'b',
          ),
          { maxLength: 80 },
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (input) => {
        try {
          FORMATS[format]?.(input);
        } catch (error) {
          expect(error).toBeInstanceOf(ParseError);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('never shows a secret', () => {
    const secret = 'c3VwZXItc2VjcmV0LWtleS1tYXRlcmlhbC1vZi10aGUtdGVzdA==';
    const files: [string, string][] = [
      ['wg1.conf', `[Interface]\nPrivateKey = ${secret}\n`],
      ['wg0.conf', `[Interface]\nPrivateKey = ${secret}\n[Peer]\nPublicKey = x\nPresharedKey = ${secret}\n`],
      ['ipsec.secrets', `a b : PSK "${secret}"\n`],
      ['swanctl.conf', `connections { a { proposals = default } }\nsecrets { ike-1 { secret = "${secret}" } }\n`],
      ['secret.yaml', `apiVersion: v1\nkind: Secret\ntype: kubernetes.io/tls\ndata:\n  tls.key: ${secret}\n`],
    ];
    for (const [path, text] of files) {
      const { observations } = parseConfig(path, text);
      expect(observations.length, path).toBeGreaterThan(0);
      expect(JSON.stringify(observations), path).not.toContain(secret);
    }
  });
});
