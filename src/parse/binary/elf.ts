import { ParseError } from '../../model/index.js';
import { Bytes } from './bytes.js';
import { AUDIT_SECTION } from './cargo-auditable.js';
import { type Linkage, MAX_LIBRARIES, MAX_SYMBOLS } from './linkage.js';

const SHT_DYNAMIC = 6;
const SHT_DYNSYM = 11;
const SHT_SYMTAB = 2;
const DT_NEEDED = 1;
const DT_SONAME = 14;
const MAX_SECTIONS = 2_000;

interface Section {
  readonly name: number;
  readonly type: number;
  readonly offset: number;
  readonly size: number;
  readonly link: number;
}

/** ELF (System V ABI, chapters 4 and 5): needed libraries and dynamic symbols, through the section table. */
export function readElf(data: Uint8Array): Linkage {
  const wide = data[4] === 2;
  const bytes = new Bytes(data, data[5] !== 2);
  const word = (at: number): number => (wide ? bytes.u64(at) : bytes.u32(at));
  const table = word(wide ? 40 : 32);
  const entrySize = bytes.u16(wide ? 58 : 46);
  const count = bytes.u16(wide ? 60 : 48);
  if (count > MAX_SECTIONS) throw new ParseError(`more than ${MAX_SECTIONS} ELF sections`, undefined, 'limit');
  const sections: Section[] = [];
  for (let i = 0; i < count && table > 0; i++) {
    const at = table + i * entrySize;
    sections.push({
      name: bytes.u32(at),
      type: bytes.u32(at + 4),
      offset: word(at + (wide ? 24 : 16)),
      size: word(at + (wide ? 32 : 20)),
      link: bytes.u32(at + (wide ? 40 : 24)),
    });
  }
  let name: string | undefined;
  const libraries: string[] = [];
  const symbols: string[] = [];
  for (const section of sections) {
    const strings = sections[section.link];
    if (!strings) continue;
    if (section.type === SHT_DYNAMIC) {
      const step = wide ? 16 : 8;
      for (
        let at = section.offset;
        at + step <= section.offset + section.size && libraries.length < MAX_LIBRARIES;
        at += step
      ) {
        if (word(at) === DT_NEEDED) libraries.push(bytes.name(strings.offset + word(at + step / 2)));
        if (word(at) === DT_SONAME) name = bytes.name(strings.offset + word(at + step / 2));
        if (word(at) === 0) break;
      }
    } else if (section.type === SHT_DYNSYM || section.type === SHT_SYMTAB) {
      const step = wide ? 24 : 16;
      for (
        let at = section.offset;
        at + step <= section.offset + section.size && symbols.length < MAX_SYMBOLS;
        at += step
      ) {
        const symbol = bytes.u32(at);
        if (symbol > 0 && symbol < strings.size) symbols.push(bytes.name(strings.offset + symbol));
      }
    }
  }
  const names = sections[bytes.u16(wide ? 62 : 50)];
  const audit = sections.find((one) => names && one.name > 0 && bytes.name(names.offset + one.name) === AUDIT_SECTION);
  return {
    format: 'ELF',
    libraries,
    symbols,
    ...(name && { name }),
    ...(audit && { crates: bytes.part(audit.offset, audit.size) }),
  };
}
