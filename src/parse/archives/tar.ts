import type { ParseResult } from '../../model/index.js';
import { libraries } from '../libraries.js';
import type { Parser } from '../parser.js';
import { isTar } from './magic.js';
import { cutAfter, Unpacking } from './unpacking.js';

/** POSIX tar (pax and GNU names by tar-stream): source archives, `docker save` and OCI images, whose layers are tars again. */
export const TAR_PARSER: Parser = {
  id: 'tar',
  wants: ({ bytes }) => isTar(bytes),
  parse(artifact, context): Promise<ParseResult> {
    const view = Buffer.from(artifact.bytes.buffer, artifact.bytes.byteOffset, artifact.bytes.byteLength);
    const unpacking = new Unpacking(artifact, context.limits, 'tar');
    const reader = libraries.tar.extract();
    return new Promise((resolve) => {
      const done = () => resolve(unpacking.result());
      reader.on('entry', (header, stream, next) => {
        if (header.type === 'file') unpack(view, header as unknown as Header, unpacking);
        stream.on('end', () => next());
        stream.on('error', () => undefined);
        stream.resume();
      });
      reader.on('error', () => {
        unpacking.stop('malformed', cutAfter('tar', unpacking));
        done();
      });
      reader.on('finish', done);
      reader.on('close', done);
      reader.end(view);
    });
  },
};

interface Header {
  readonly name: string;
  readonly size?: number;
  /** Where the content starts; the types of the library leave it out. */
  readonly byteOffset: number;
}

/** The library finds the entries; their content is where it says, so nothing is copied. */
function unpack(view: Buffer, { name, size = 0, byteOffset }: Header, unpacking: Unpacking): void {
  if (unpacking.stopped || size === 0 || !unpacking.wants(name)) return;
  const content = view.subarray(byteOffset, byteOffset + size);
  if (content.length < size) unpacking.cut(name, content, cutAfter('tar', unpacking));
  else if (size > unpacking.room(name)) unpacking.skip(name, 'limit', `${size} bytes; more than the limits allow`);
  else unpacking.add(name, content);
}
