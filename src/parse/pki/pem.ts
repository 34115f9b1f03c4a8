import { lineCounter } from './lines.js';
import { pemBody } from './pem-body.js';

/** One PEM block (RFC 7468; headers: RFC 1421 4.4), wherever it stands in a text. */
export interface PemBlock {
  readonly label: string;
  /** Line of the BEGIN marker, from 1. */
  readonly line: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  /** What is wrong with the armour, when something is. The bytes are then what could be decoded. */
  readonly problem?: string;
}

const BEGIN = '-----BEGIN ';
const MAX_LABEL = 64;
const MAX_BLOCKS = 100_000;

/**
 * All blocks of a text: bare, indented (YAML), escaped (`\n` in JSON and source), quoted and concatenated, commented.
 * A BEGIN marker that is only spoken of (in source or prose, nothing decodable behind it) is not a block.
 */
export function findPem(text: string): PemBlock[] {
  const blocks: PemBlock[] = [];
  const lineAt = lineCounter(text);
  let from = 0;
  while (blocks.length < MAX_BLOCKS) {
    const begin = text.indexOf(BEGIN, from);
    if (begin < 0) break;
    from = begin + BEGIN.length;
    const labelEnd = text.indexOf('-----', from);
    if (labelEnd < 0 || labelEnd - from > MAX_LABEL) continue;
    const label = text.slice(from, labelEnd);
    if (!/^[A-Z0-9][A-Z0-9 .#_+/-]*$/i.test(label)) continue;
    const start = labelEnd + 5;
    const next = nextBegin(text, start);
    const end = text.indexOf(`-----END ${label}-----`, start);
    const closed = end >= 0 && end <= next;
    const body = pemBody(text.slice(start, closed ? end : next), closed);
    from = closed ? end : start;
    const problem = problemOf(body, closed, label);
    const spokenOf = body.bytes.length < 16 && !standsAlone(text, begin, start);
    if ((body.bad > 0 && closed && !looksReal(body.bytes) && !mostlyBase64(body)) || spokenOf) continue;
    blocks.push({
      label,
      line: lineAt(begin),
      headers: body.headers,
      bytes: body.bytes,
      ...(problem ? { problem } : {}),
    });
  }
  return blocks;
}

function nextBegin(text: string, from: number): number {
  const next = text.indexOf(BEGIN, from);
  return next < 0 ? text.length : next;
}

function problemOf(body: ReturnType<typeof pemBody>, closed: boolean, label: string): string | undefined {
  if (!closed) return `PEM: the END line of "${label}" is missing`;
  if (body.bytes.length === 0) return `PEM: nothing between BEGIN and END of "${label}"`;
  if (body.bad > 0) return `PEM: ${body.bad} lines are not Base64`;
  return undefined;
}

/** Is the marker alone on its line, as in a file that means to hold a block? */
function standsAlone(text: string, begin: number, behind: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', begin) + 1, begin);
  const after = text[behind];
  return before.trim() === '' && (after === undefined || after === '\n' || after === '\r');
}

/** More lines of Base64 (48 octets each, at most 54) than of anything else: a block that was damaged, no prose. */
function mostlyBase64({ bytes, bad }: ReturnType<typeof pemBody>): boolean {
  return bytes.length > 48 * bad;
}

/** ASN.1 SEQUENCE or the magic of OpenSSH: the decoded octets are no accident. */
function looksReal(bytes: Uint8Array): boolean {
  if (bytes.length < 40) return false;
  return (
    (bytes[0] === 0x30 && (bytes[1] as number) >= 0x80) ||
    Buffer.from(bytes.subarray(0, 7)).toString('latin1') === 'openssh'
  );
}
