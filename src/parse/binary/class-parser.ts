import type { Artifact, Observation, ParseResult } from '../../model/index.js';
import type { ParseContext, Parser } from '../parser.js';
import { readClassConstants } from './class-file.js';

/** Packages whose use makes a string constant that names an algorithm mean one. */
const APIS = [
  'java/security/',
  'javax/crypto/',
  'javax/net/ssl/',
  'org/bouncycastle/',
  'com/nimbusds/jose/',
  'io/jsonwebtoken/',
];

/** Java class files: algorithm names among the strings of a class that refers to a cryptographic API. */
export const CLASS_FILE: Parser = {
  id: 'class-file',
  wants: ({ bytes }) =>
    bytes.length > 10 &&
    bytes[0] === 0xca &&
    bytes[1] === 0xfe &&
    bytes[2] === 0xba &&
    bytes[3] === 0xbe &&
    (bytes[7] ?? 0) >= 45,
  parse: (artifact, context) => parseClass(artifact, context),
};

function parseClass(artifact: Artifact, context: ParseContext): ParseResult {
  const { classes, strings } = readClassConstants(artifact.bytes);
  const api = classes.find((name) => APIS.some((begin) => name.startsWith(begin)));
  if (api === undefined) return { observations: [] };
  const found = new Map<string, Observation>();
  for (const text of strings) {
    if (text.length < 2 || text.length > 60 || !/^[A-Z][\w/.-]*$/.test(text)) continue;
    const asset = context.catalog.named(text);
    if (!asset || asset.family === 'unknown' || asset.name === 'NULL' || found.has(asset.id)) continue;
    found.set(asset.id, {
      asset,
      evidence: {
        location: { type: 'file', path: artifact.path },
        technique: 'binary',
        confidence: 0.5,
        symbol: text,
        scope: api.replaceAll('/', '.'),
      },
      usage: {
        purpose: 'unknown',
        role: 'unknown',
        context: 'production',
        language: 'java',
        library: api.slice(0, api.lastIndexOf('/')).replaceAll('/', '.'),
        unknown: [{ what: 'use', why: 'a class file shows the name among its constants, not the call that takes it' }],
      },
    });
  }
  return { observations: [...found.values()] };
}
