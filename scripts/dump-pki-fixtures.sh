#!/usr/bin/env bash
# Writes the readable dump of what `x509 -text` does not read: revocation lists, requests, messages, OCSP responses, PKCS#12 stores.
# make-pki-fixtures.sh calls it at its end; alone it needs no new keys. Times in dumps are those of the fixture, in UTC.
set -euo pipefail
cd "$(dirname "$0")/.."
pki=fixtures/pki/made keys=fixtures/keys/made
openssl crl -in $pki/ec-p384.crl.pem -noout -text >$pki/ec-p384.crl.pem.dump
openssl req -in $pki/leaf.csr.pem -noout -text -reqopt no_sigdump >$pki/leaf.csr.pem.dump
openssl pkcs7 -inform DER -in $pki/chain.p7b -noout -print_certs >$pki/chain.p7b.dump
for one in signed.cms signed-indefinite.cms; do openssl cms -cmsout -print -noout -inform DER -in $pki/$one >$pki/$one.dump; done
openssl cms -cmsout -print -noout -inform PEM -in $pki/enveloped.pem >$pki/enveloped.pem.dump
openssl ocsp -respin $pki/leaf.ocsp.der -resp_text -noverify >$pki/leaf.ocsp.der.dump 2>/dev/null
for one in "$keys"/*.p12; do
  password=changeit
  case $one in *empty*) password= ;; *closed*) password=not-to-be-found ;; esac
  case $one in *two-passwords*) continue ;; esac # openssl reads it with both passwords from a terminal only
  # Names and schemes only: a dump holds no keys.
  { openssl pkcs12 -in "$one" -passin "pass:$password" -legacy -info -nokeys -noout 2>&1; openssl pkcs12 -in "$one" -passin "pass:$password" -legacy -nokeys 2>/dev/null | grep -E '^(subject|issuer)' || true; } >"$one.dump"
done
