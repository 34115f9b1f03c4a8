import { readBraces } from './readers/braces.js';
import { readCalls } from './readers/calls.js';
import { readHcl } from './readers/hcl.js';
import { readJson } from './readers/json.js';
import { type LineSyntax, readLines } from './readers/lines.js';
import { readSetCommands } from './readers/set-commands.js';
import { dropTemplateControl, maskTemplates, plainTables, quoteTemplates } from './readers/templates.js';
import { readToml } from './readers/toml.js';
import { readXml } from './readers/xml.js';
import { readYaml } from './readers/yaml.js';
import type { Tree } from './tree.js';

export type Reader = (text: string) => Tree;

const lines =
  (syntax: LineSyntax): Reader =>
  (text) =>
    readLines(maskTemplates(text), syntax);
const braces =
  (syntax: Parameters<typeof readBraces>[1]): Reader =>
  (text) =>
    readBraces(maskTemplates(text), syntax);

const HASH = ['#'];
const HAPROXY_SECTIONS =
  'global defaults frontend backend listen peers resolvers userlist mailers cache program ring http-errors fcgi-app crt-store log-forward'.split(
    ' ',
  );
const junosBraces = braces({
  comments: ['#'],
  blockComments: true,
  newlineEnds: false,
  semicolonEnds: true,
  lists: true,
  nestArgs: true,
});
const vyosBraces = braces({
  comments: ['//', '#'],
  blockComments: true,
  newlineEnds: true,
  semicolonEnds: true,
  nestArgs: true,
});
const properties = lines({
  comments: ['#', '!'],
  separators: ['=', ':'],
  strict: true,
  continuation: 'backslash',
  nested: true,
});

/** `server {` or `listener "tcp" {` alone on a line. */
const HCL_BLOCK = /^[ \t]*\w+(?:[ \t]+"[\w.-]+")*[ \t]*\{[ \t]*$/m;

/** Products that read several formats say `structured`: which one it is follows from the name, else from the first character. */
export function concreteFormat(format: string, text: string, name: string): string {
  if (format !== 'structured') return format;
  if (name.endsWith('.toml')) return 'toml';
  if (/\.(?:hcl|tf|tfvars|nomad)(?:\.j2|\.ctmpl)?$/.test(name)) return 'hcl';
  if (name.endsWith('.properties')) return 'properties';
  if (!/\.(?:ya?ml|json)$/.test(name) && HCL_BLOCK.test(text)) return 'hcl';
  if (!/\.(?:ya?ml|json)$/.test(name) && /^\[{1,2}[\w."-]{1,80}\]{1,2}[ \t]*$/m.test(text)) return 'toml';
  const first = /\S/.exec(text)?.[0];
  if (first === '<') return 'xml';
  // A Helm template may begin with an expression: that is no JSON.
  if (/\.(?:ya?ml|tpl)$/.test(name) && /^\s*\{\{/.test(text)) return 'yaml';
  return first === '{' || (first === '[' && !name.endsWith('ml')) ? 'json' : 'yaml';
}

/** Every format a rule may name, with how it is written. */
export const FORMATS: Readonly<Record<string, Reader>> = {
  yaml: readYaml,
  json: (text) => readJson(quoteTemplates(text)),
  toml: (text) => readToml(plainTables(text)),
  xml: readXml,
  hcl: (text) => readHcl(dropTemplateControl(text)),
  properties,
  /** `name value` a line: OpenVPN, Mosquitto, Redis, OpenLDAP, opendkim. */
  words: lines({ comments: ['#', ';'], inlineComments: HASH }),
  /** `NAME=value` a line, as shells and Compose read it. */
  env: lines({ comments: HASH, inlineComments: HASH, separators: ['='], strict: true }),
  /** `name = value` or `name value`: postgresql.conf, kong.conf, vsftpd. */
  assignments: lines({ comments: ['#', ';'], inlineComments: HASH, separators: ['='] }),
  ini: lines({ comments: ['#', ';'], inlineComments: ['#', ';'], separators: ['='], sections: 'brackets' }),
  gitconfig: lines({ comments: ['#', ';'], separators: ['='], sections: 'brackets' }),
  openssl: lines({
    comments: HASH,
    inlineComments: HASH,
    separators: ['='],
    strict: true,
    sections: 'brackets',
    continuation: 'backslash',
  }),
  postfix: lines({ comments: HASH, separators: ['='], strict: true, continuation: 'indent' }),
  apache: lines({ comments: HASH, sections: 'apache', continuation: 'backslash' }),
  haproxy: lines({ comments: HASH, inlineComments: HASH, sections: 'keywords', keywords: HAPROXY_SECTIONS }),
  ssh: lines({
    comments: HASH,
    inlineComments: HASH,
    sections: 'keywords',
    keywords: ['Match', 'Host'],
    ignoreCase: true,
  }),
  ipsec: lines({
    comments: HASH,
    inlineComments: HASH,
    separators: ['='],
    sections: 'unindented',
    keywords: ['conn', 'ca', 'config', 'include'],
  }),
  ios: lines({ comments: ['!', '#'], sections: 'indent' }),
  nginx: braces({ comments: HASH, newlineEnds: false, semicolonEnds: true }),
  blocks: braces({
    comments: HASH,
    newlineEnds: true,
    semicolonEnds: true,
    assignment: ['=', ':'],
    continuation: true,
  }),
  caddy: braces({ comments: HASH, newlineEnds: true, semicolonEnds: false, continuation: true }),
  lighttpd: braces({ comments: HASH, newlineEnds: true, semicolonEnds: false, assignment: ['='], lists: true }),
  named: braces({ comments: ['#', '//'], blockComments: true, newlineEnds: false, semicolonEnds: true }),
  devicetree: braces({
    comments: ['//'],
    blockComments: true,
    newlineEnds: false,
    semicolonEnds: true,
    assignment: ['='],
  }),
  /** Lists of groups in parentheses: `images: ( { … }, { … } );`. */
  libconfig: braces({
    comments: ['#', '//'],
    blockComments: true,
    newlineEnds: false,
    semicolonEnds: true,
    assignment: ['=', ':'],
    lists: true,
  }),
  /** Assignments and tables of a configuration that is a Lua script. */
  'lua-settings': braces({
    comments: ['--'],
    newlineEnds: true,
    semicolonEnds: true,
    tables: true,
    assignment: ['='],
  }),
  /** `name=value` lines and `network={ … }` blocks. */
  wpa: braces({ comments: ['#'], newlineEnds: true, semicolonEnds: false, assignment: ['='] }),
  /** Blocks and settings of a build script; what it computes is not looked at. */
  gradle: braces({
    comments: ['//'],
    blockComments: true,
    newlineEnds: true,
    semicolonEnds: true,
    assignment: ['='],
  }),
  /** Names of several words: `PKI Keypair = "…"`. */
  bareos: braces({ comments: HASH, newlineEnds: true, semicolonEnds: true, assignment: ['='], spacedNames: true }),
  /** `name(key="value")`: rsyslog and syslog-ng. */
  calls: (text) => readCalls(maskTemplates(text)),
  junos: (text) => (/^set /m.test(text) ? readSetCommands(text) : junosBraces(text)),
  vyos: (text) => (/^set /m.test(text) ? readSetCommands(text) : vyosBraces(text)),
  /** `CONFIG_NAME=value`; `# CONFIG_NAME is not set` is a comment. */
  kconfig: lines({ comments: HASH, separators: ['='], strict: true }),
  /** `#define NAME value` of a C header: the other lines are of no interest. */
  defines: lines({ comments: ['//', '/*', '*'] }),
};
