import type { Parser } from '../parser.js';
import { AGE_PARSER } from './age.js';
import { DNSKEY_PARSER } from './dnskey.js';
import { DNSSEC_PRIVATE_PARSER } from './dnssec-private.js';
import { GNUPG_AGENT_PARSER } from './gnupg-agent.js';
import { JWK_PARSER } from './jwk.js';
import { KEYTAB_PARSER } from './keytab.js';
import { MINISIGN_PARSER } from './minisign.js';
import { OPENPGP_PARSER } from './openpgp/parser.js';
import { OPENSSH_PARSER } from './openssh-parser.js';
import { OPENVPN_PARSER } from './openvpn.js';
import { PUTTY_PARSER } from './putty.js';
import { SSH2_PARSER } from './ssh2.js';
import { XML_KEY_PARSER } from './xml-key-value.js';

/** Keys in formats of their own. */
export const KEY_PARSERS: readonly Parser[] = [
  OPENSSH_PARSER,
  SSH2_PARSER,
  PUTTY_PARSER,
  OPENPGP_PARSER,
  JWK_PARSER,
  XML_KEY_PARSER,
  MINISIGN_PARSER,
  KEYTAB_PARSER,
  DNSKEY_PARSER,
  DNSSEC_PRIVATE_PARSER,
  GNUPG_AGENT_PARSER,
  AGE_PARSER,
  OPENVPN_PARSER,
];
