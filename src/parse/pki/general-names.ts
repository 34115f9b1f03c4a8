import { children, contents, type Element } from './der.js';
import { ascii, decodeOid, hex, printable } from './der-values.js';
import { readName } from './distinguished-name.js';

/** RFC 5280 4.2.1.6: `DNS:example.org`, `IP:192.0.2.1`, ... */
export function readGeneralNames(elements: readonly Element[]): string[] {
  return elements.map(generalName);
}

function generalName(element: Element): string {
  const octets = contents(element);
  switch (element.tag) {
    case 1:
      return `email:${printable(ascii(octets))}`;
    case 2:
      return `DNS:${printable(ascii(octets))}`;
    case 4:
      return `DirName:${readName(children(element)[0])}`;
    case 6:
      return `URI:${printable(ascii(octets))}`;
    case 7:
      return `IP:${address(octets)}`;
    case 8:
      return `RID:${decodeOid(octets)}`;
    default:
      return `otherName:${otherName(element)}`;
  }
}

function otherName(element: Element): string {
  const [type] = element.constructed ? children(element) : [];
  return type ? decodeOid(contents(type)) : hex(octetsOf(element));
}

function octetsOf(element: Element): Uint8Array {
  return contents(element).subarray(0, 16);
}

function address(octets: Uint8Array): string {
  if (octets.length === 4) return octets.join('.');
  if (octets.length === 16) return hex(octets).replace(/(.{4})(?!$)/g, '$1:');
  return hex(octets.subarray(0, 32));
}
