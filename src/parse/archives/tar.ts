import type { ParseResult } from '../../model/index.js';
import { libraries } from '../libraries.js';
import type { Parser } from '../parser.js';
import { isTar } from './magic.js';
import { Unpacking } from './unpacking.js';

/** POSIX tar (pax and GNU names by tar-stream): source archives, `docker save` and OCI images, whose layers are tars again. */
export const TAR_PARSER: Parser = {
  id: 'tar',
  wants: ({ bytes }) => isTar(bytes),
  parse(artifact, context): Promise<ParseResult> {
    const unpacking = new Unpacking(artifact, context.limits, 'tar');
    const reader = libraries.tar.extract();
    return new Promise((resolve) => {
      const done = () => resolve(unpacking.result());
      reader.on('entry', (header, stream, next) => {
        const wanted = header.type === 'file' && !unpacking.stopped && unpacking.wants(header.name);
        const parts: Buffer[] = [];
        if (wanted && (header.size ?? 0) > unpacking.room(header.name))
          unpacking.skip(header.name, 'limit', `${header.size} bytes; more than the limits allow`);
        else if (wanted) stream.on('data', (part) => parts.push(part as Buffer));
        stream.on('end', () => {
          if (parts.length > 0) unpacking.add(header.name, Buffer.concat(parts));
          next();
        });
        stream.on('error', () => undefined);
        stream.resume();
      });
      reader.on('error', () => {
        unpacking.stop('malformed', `tar: cut or damaged after ${unpacking.embedded.length} entries`);
        done();
      });
      reader.on('finish', done);
      reader.on('close', done);
      reader.end(Buffer.from(artifact.bytes.buffer, artifact.bytes.byteOffset, artifact.bytes.byteLength));
    });
  },
};
