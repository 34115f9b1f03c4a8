/** Names by which certificates, keys and stores are kept. `.key` and `.cer` are common elsewhere too, but rare. */
const NAMES =
  /^\.(?:pem|crt|cer|cert|der|p7[bcs]|p12|pfx|jks|jceks|bks|bcfks|keystore|truststore|csr|crl|p8|ppk|sst|gpg|pgp|kbx)$/;

/** Does the name promise a certificate, key or store? Then silence about its bytes would be a lie. */
export function promisesKeys(extension: string): boolean {
  return NAMES.test(extension);
}
