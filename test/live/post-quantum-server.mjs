// A TLS server of the Node that runs it, for the tests: argument 1 is JSON with port, options of tls.createServer, and `key`, `cert` as file names
// or `mlDsa` for a self-signed certificate of that kind.
import crypto from 'node:crypto';
import fs from 'node:fs';
import tls from 'node:tls';

const { port, key, cert, mlDsa, certificateTo, ...options } = JSON.parse(process.argv[2]);
const read = (names) => [].concat(names).map((name) => fs.readFileSync(name));
const own = mlDsa ? selfSigned(mlDsa) : { key: read(key), cert: read(cert) };
if (certificateTo) fs.writeFileSync(certificateTo, own.cert);
const server = tls.createServer({ ...options, ...own }, (socket) => {
  socket.on('error', () => {});
  socket.end();
});
server.on('tlsClientError', () => {});
server.listen(port, '127.0.0.1');

function selfSigned(type) {
  const { publicKey, privateKey } = crypto.generateKeyPairSync(type);
  const oid = { 'ml-dsa-44': 17, 'ml-dsa-65': 18, 'ml-dsa-87': 19 }[type];
  const der = (tag, ...parts) => {
    const body = Buffer.concat(parts);
    const size =
      body.length < 128
        ? [body.length]
        : body.length < 256
          ? [0x81, body.length]
          : [0x82, body.length >> 8, body.length & 255];
    return Buffer.concat([Buffer.from([tag, ...size]), body]);
  };
  const algorithm = der(0x30, der(6, Buffer.from([0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, oid])));
  const name = der(0x30, der(0x31, der(0x30, der(6, Buffer.from([0x55, 4, 3])), der(12, Buffer.from(`${type}.test`)))));
  const time = (offset) =>
    der(0x17, Buffer.from(`${new Date(Date.now() + offset).toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));
  const validity = der(0x30, time(-86_400_000), time(90 * 86_400_000));
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  const version = der(0xa0, der(2, Buffer.from([2])));
  const tbs = der(0x30, version, der(2, Buffer.from([1])), algorithm, name, validity, name, spki);
  const signature = der(3, Buffer.from([0]), crypto.sign(null, tbs, privateKey));
  const pem = der(0x30, tbs, algorithm, signature)
    .toString('base64')
    .match(/.{1,64}/g)
    .join('\n');
  return {
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }),
    cert: `-----BEGIN CERTIFICATE-----\n${pem}\n-----END CERTIFICATE-----\n`,
  };
}
