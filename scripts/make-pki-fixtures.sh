#!/usr/bin/env bash
# Makes fixtures/pki and fixtures/keys with the tools that people use: OpenSSL, ssh-keygen, keytool, gpg (puttygen where present).
# Every fixture gets a readable dump by the tool that made it (<name>.txt): what our own reading is compared with.
# The keys are made for tests and protect nothing. Passwords are "changeit" or, for what must stay closed, "not-to-be-found".
set -euo pipefail
cd "$(dirname "$0")/.."
pki=fixtures/pki keys=fixtures/keys
rm -rf "$pki/made" "$keys/made"
mkdir -p "$pki/made" "$keys/made"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
quiet() { "$@" 2>/dev/null; }
has() { command -v "$1" >/dev/null; }

# --- keys: one of each algorithm, in the encodings in which it is met
key() { # name, genpkey arguments...
  local name=$1; shift
  quiet openssl genpkey "$@" -out "$work/$name.pem"
  cp "$work/$name.pem" "$keys/made/$name.pkcs8.pem"
  openssl pkey -in "$work/$name.pem" -noout -text_pub >"$keys/made/$name.pkcs8.pem.txt"
  openssl pkey -in "$work/$name.pem" -pubout -out "$keys/made/$name.pub.pem"
  cp "$keys/made/$name.pkcs8.pem.txt" "$keys/made/$name.pub.pem.txt"
}
ec() { key "$1" -algorithm EC -pkeyopt "ec_paramgen_curve:$2" -pkeyopt "ec_param_enc:${3:-named_curve}"; }
key rsa-2048 -algorithm RSA -pkeyopt rsa_keygen_bits:2048
key rsa-1023 -algorithm RSA -pkeyopt rsa_keygen_bits:1023
key rsa-1024-e3 -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -pkeyopt rsa_keygen_pubexp:3
key rsa-pss-2048 -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:sha256
ec ec-p256 P-256
ec ec-p384 P-384
ec ec-p521 P-521
ec ec-secp256k1 secp256k1
ec ec-secp224k1 secp224k1
ec ec-sect571r1 sect571r1
ec ec-brainpool-p256r1 brainpoolP256r1
ec ec-sm2 SM2
ec ec-p256-explicit P-256 explicit
ec ec-sect283k1-explicit sect283k1 explicit
for one in ED25519 ED448 X25519 X448; do key "$(echo $one | tr A-Z a-z)" -algorithm $one; done
quiet openssl dsaparam -out "$work/dsaparam.pem" 1024
key dsa-1024 -paramfile "$work/dsaparam.pem"
cp "$work/dsaparam.pem" "$keys/made/dsa-1024.parameters.pem"
quiet openssl genpkey -genparam -algorithm DH -pkeyopt group:ffdhe2048 -out "$keys/made/ffdhe2048.parameters.pem"
quiet openssl genpkey -paramfile "$keys/made/ffdhe2048.parameters.pem" -out "$keys/made/dh-2048.pkcs8.pem"

openssl rsa -in "$work/rsa-2048.pem" -traditional -out "$keys/made/rsa-2048.pkcs1.pem" 2>/dev/null
openssl rsa -in "$work/rsa-2048.pem" -RSAPublicKey_out -out "$keys/made/rsa-2048.pkcs1-public.pem" 2>/dev/null
openssl rsa -in "$work/rsa-2048.pem" -traditional -outform DER -out "$keys/made/rsa-2048.pkcs1.der" 2>/dev/null
openssl pkcs8 -topk8 -nocrypt -in "$work/rsa-2048.pem" -outform DER -out "$keys/made/rsa-2048.pkcs8.der"
openssl pkey -in "$work/rsa-2048.pem" -pubout -outform DER -out "$keys/made/rsa-2048.pub.der"
openssl ec -in "$work/ec-p256.pem" -out "$keys/made/ec-p256.sec1.pem" 2>/dev/null
openssl ec -in "$work/ec-p256.pem" -no_public -out "$keys/made/ec-p256.sec1-no-public.pem" 2>/dev/null
{ openssl ecparam -name prime256v1; cat "$keys/made/ec-p256.sec1.pem"; } >"$keys/made/ec-p256.with-parameters.pem"
openssl dsa -in "$work/dsa-1024.pem" -out "$keys/made/dsa-1024.traditional.pem" 2>/dev/null
pass=(-passout pass:changeit)
openssl pkcs8 -topk8 -in "$work/rsa-2048.pem" -v2 aes256 -v2prf hmacWithSHA256 "${pass[@]}" -out "$keys/made/rsa-2048.pbes2.pem"
openssl pkcs8 -topk8 -in "$work/ec-p256.pem" -v2 aes128 "${pass[@]}" -outform DER -out "$keys/made/ec-p256.pbes2.der"
openssl pkcs8 -topk8 -in "$work/ec-p256.pem" -scrypt -scrypt_N 1024 -passout pass:not-to-be-found -out "$keys/made/ec-p256.scrypt-closed.pem"
openssl pkcs8 -topk8 -in "$work/ec-p256.pem" -v1 PBE-SHA1-3DES "${pass[@]}" -out "$keys/made/ec-p256.pbe-3des.pem"
openssl rsa -in "$work/rsa-2048.pem" -traditional -aes128 "${pass[@]}" -out "$keys/made/rsa-2048.dek-aes128.pem" 2>/dev/null

# --- certificates: self-signed, one for each key that can sign; then a small authority
certificate() { # name, key, extra arguments...
  local name=$1 from=$2; shift 2
  quiet openssl req -new -x509 -key "$work/$from.pem" -subj "/C=XX/O=qday fixtures/CN=$name" -days 3650 \
    -addext "subjectAltName=DNS:$name.example,IP:192.0.2.1" "$@" -out "$pki/made/$name.pem"
  openssl x509 -in "$pki/made/$name.pem" -noout -text -certopt no_sigdump >"$pki/made/$name.pem.txt"
}
certificate rsa-2048-sha256 rsa-2048 -sha256
certificate rsa-2048-sha1 rsa-2048 -sha1
certificate rsa-2048-md5 rsa-2048 -md5
certificate rsa-2048-pss rsa-2048 -sha384 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:48
certificate rsa-pss-2048 rsa-pss-2048 -sha256
certificate rsa-1024-e3 rsa-1024-e3 -sha512
for one in ec-p256 ec-p384 ec-p521 ec-secp256k1 ec-sect571r1 ec-brainpool-p256r1 ec-p256-explicit ec-sect283k1-explicit; do
  certificate "$one" "$one" -sha384
done
certificate dsa-1024 dsa-1024 -sha256
certificate ed25519 ed25519
certificate ed448 ed448
certificate sm2 ec-sm2 -sm3
openssl x509 -in "$pki/made/ec-p256.pem" -outform DER -out "$pki/made/ec-p256.der"
cp "$pki/made/ec-p256.pem.txt" "$pki/made/ec-p256.der.txt"
openssl x509 -in "$pki/made/ec-p256.pem" -trustout -addtrust serverAuth -setalias fixture -out "$pki/made/ec-p256.trusted.pem"
cp "$pki/made/ec-p256.pem.txt" "$pki/made/ec-p256.trusted.pem.txt"

cat >"$work/ca.cnf" <<'CNF'
[ca]
default_ca = one
[one]
database = DIR/index.txt
crlnumber = DIR/crlnumber
default_md = sha256
default_crl_days = 30
CNF
sed -i "s#DIR#$work#" "$work/ca.cnf"; : >"$work/index.txt"; echo 01 >"$work/crlnumber"
openssl ca -config "$work/ca.cnf" -gencrl -keyfile "$work/ec-p384.pem" -cert "$pki/made/ec-p384.pem" -out "$pki/made/ec-p384.crl.pem" 2>/dev/null
openssl req -new -key "$work/ec-p256.pem" -subj "/CN=leaf.example" -addext "subjectAltName=DNS:leaf.example" -out "$pki/made/leaf.csr.pem"
openssl x509 -req -in "$pki/made/leaf.csr.pem" -CA "$pki/made/ec-p384.pem" -CAkey "$work/ec-p384.pem" -days 825 -sha384 -set_serial 4096 -out "$pki/made/leaf.pem" 2>/dev/null
openssl x509 -in "$pki/made/leaf.pem" -noout -text -certopt no_sigdump >"$pki/made/leaf.pem.txt"
{ echo "Bag Attributes"; echo "    friendlyName: leaf"; openssl x509 -in "$pki/made/leaf.pem" -subject -issuer; cat "$pki/made/ec-p384.pem" "$keys/made/ec-p256.pkcs8.pem"; } >"$pki/made/chain-and-key.pem"
openssl crl2pkcs7 -nocrl -certfile "$pki/made/leaf.pem" -certfile "$pki/made/ec-p384.pem" -outform DER -out "$pki/made/chain.p7b"
echo hello >"$work/message"
openssl cms -sign -in "$work/message" -signer "$pki/made/ec-p384.pem" -inkey "$work/ec-p384.pem" -md sha256 -outform DER -nosmimecap -out "$pki/made/signed.cms"
openssl cms -encrypt -in "$work/message" -aes-256-cbc -outform PEM -out "$pki/made/enveloped.pem" "$pki/made/rsa-2048-sha256.pem"
openssl cms -sign -in "$work/message" -signer "$pki/made/ec-p384.pem" -inkey "$work/ec-p384.pem" -stream -indef -outform DER -nodetach -out "$pki/made/signed-indefinite.cms"
printf 'V\t491231235959Z\t\t1000\tunknown\t/CN=leaf.example\n' >"$work/index.txt"
openssl ocsp -index "$work/index.txt" -CA "$pki/made/ec-p384.pem" -rsigner "$pki/made/ec-p384.pem" -rkey "$work/ec-p384.pem" -issuer "$pki/made/ec-p384.pem" -serial 4096 -ndays 7 -respout "$pki/made/leaf.ocsp.der" >/dev/null 2>&1
{ echo "apiVersion: v1"; echo "kind: Secret"; echo "data:"; echo "  tls.crt: $(base64 -w0 "$pki/made/leaf.pem")"; echo "  ca.der: $(base64 -w0 "$pki/made/ec-p256.der")"; } >"$pki/made/secret.yaml"
{ printf '{"certificate": "'; awk '{printf "%s\\n", $0}' "$pki/made/leaf.pem"; printf '"}\n'; } >"$pki/made/escaped.json"
{ echo "const PEM ="; sed 's/^/  "/; s/$/\\n" +/' "$pki/made/leaf.pem"; echo '  "";'; } >"$pki/made/concatenated.js"

# --- stores
p12=(-export -in "$pki/made/leaf.pem" -inkey "$work/ec-p256.pem" -certfile "$pki/made/ec-p384.pem" -name leaf)
openssl pkcs12 "${p12[@]}" -passout pass:changeit -out "$keys/made/pbes2.p12"
openssl pkcs12 "${p12[@]}" -passout pass:changeit -legacy -out "$keys/made/rc2-3des.p12"
openssl pkcs12 "${p12[@]}" -passout pass:changeit -nomac -out "$keys/made/no-mac.p12"
openssl pkcs12 "${p12[@]}" -passout pass:not-to-be-found -out "$keys/made/closed.p12"
openssl pkcs12 "${p12[@]}" -passout pass: -out "$keys/made/empty-password.p12"
# The MAC under one password, the contents under another: asked for on the standard input where there is no terminal.
printf '%s\n' not-to-be-found not-to-be-found changeit changeit | quiet setsid openssl pkcs12 "${p12[@]}" -twopass -out "$keys/made/two-passwords.p12"
if has keytool; then
  for type in JKS JCEKS PKCS12; do
    store="$keys/made/keytool.${type,,}"
    for pass in changeit not-to-be-found; do
      [ $pass = changeit ] || store="$keys/made/keytool-closed.${type,,}"
      quiet keytool -genkeypair -alias rsa -keyalg RSA -keysize 2048 -dname CN=keytool -validity 3650 -storetype $type -keystore "$store" -storepass $pass -keypass $pass
      quiet keytool -genkeypair -alias ec -keyalg EC -groupname secp384r1 -dname CN=keytool-ec -validity 3650 -storetype $type -keystore "$store" -storepass $pass -keypass $pass
      quiet keytool -importcert -noprompt -alias root -file "$pki/made/ec-p384.pem" -storetype $type -keystore "$store" -storepass $pass
      [ $type = JKS ] || quiet keytool -genseckey -alias secret -keyalg AES -keysize 256 -storetype $type -keystore "$store" -storepass $pass -keypass $pass
      quiet keytool -list -v -keystore "$store" -storepass $pass | sed '/^\(#\|Extensions\|[0-9a-f]\{4\}:\|\]\|$\)/d' >"$store.txt"
    done
  done
  bouncycastle=/usr/share/java/bcprov.jar
  if [ -f "$bouncycastle" ]; then
    provider=(-providerpath "$bouncycastle" -provider org.bouncycastle.jce.provider.BouncyCastleProvider -storepass changeit -keypass changeit)
    for type in BKS UBER BCFKS; do
      store=("${provider[@]}" -storetype $type -keystore "$keys/made/bouncycastle.${type,,}")
      quiet keytool -genkeypair -alias ec -keyalg EC -groupname secp384r1 -dname CN=keytool-ec -validity 3650 "${store[@]}"
      quiet keytool -importcert -noprompt -alias root -file "$pki/made/ec-p384.pem" "${store[@]}"
      [ $type = BCFKS ] || quiet keytool -genseckey -alias secret -keyalg AES -keysize 256 "${store[@]}"
      quiet keytool -list -v "${store[@]}" | sed '/^\(#\|Extensions\|[0-9a-f]\{4\}:\|\]\|$\)/d' >"$keys/made/bouncycastle.${type,,}.txt"
    done
  fi
fi

# --- OpenSSH
sshkey() { # name, arguments...
  local name=$1; shift
  ssh-keygen -q -C "fixture $name" -f "$work/$name" "$@"
  cp "$work/$name" "$keys/made/$name.openssh"; cp "$work/$name.pub" "$keys/made/$name.pub"
  ssh-keygen -l -f "$work/$name.pub" | tee "$keys/made/$name.openssh.txt" >"$keys/made/$name.pub.txt"
}
sshkey ssh-rsa-3072 -t rsa -b 3072 -N ''
sshkey ssh-ecdsa-384 -t ecdsa -b 384 -N ''
sshkey ssh-ed25519 -t ed25519 -N ''
sshkey ssh-ed25519-encrypted -t ed25519 -N not-to-be-found
ssh-keygen -q -s "$work/ssh-rsa-3072" -t rsa-sha2-512 -I fixture-host -h -n host.example -V 20260101000000Z:20270101000000Z -z 7 "$work/ssh-ecdsa-384.pub" 2>/dev/null
cp "$work/ssh-ecdsa-384-cert.pub" "$keys/made/"; ssh-keygen -L -f "$work/ssh-ecdsa-384-cert.pub" | sed 1d >"$keys/made/ssh-ecdsa-384-cert.pub.txt"
{ echo "# deploy keys"; echo "command=\"/bin/true\",no-pty $(cat "$work/ssh-rsa-3072.pub")"; cat "$work/ssh-ed25519.pub"; } >"$keys/made/authorized_keys"
{ echo "host.example,192.0.2.1 $(cut -d' ' -f1,2 "$work/ssh-ecdsa-384.pub")"; echo "@cert-authority *.example $(cut -d' ' -f1,2 "$work/ssh-rsa-3072.pub")"; } >"$work/known_hosts"
ssh-keygen -q -H -f "$work/known_hosts" >/dev/null 2>&1; cp "$work/known_hosts" "$keys/made/known_hosts"
ssh-keygen -e -m RFC4716 -f "$work/ssh-rsa-3072.pub" >"$keys/made/ssh-rsa-3072.ssh2.pub"
if has puttygen; then
  for v in 2 3; do puttygen "$work/ssh-rsa-3072" -O private --ppk-param version=$v -o "$keys/made/ssh-rsa-3072.v$v.ppk"; done
fi

# --- OpenPGP
if has gpg; then
  export GNUPGHOME="$work/gnupg"; mkdir -m 700 "$GNUPGHOME"
  pgp() { gpg --batch --quiet --no-tty --pinentry-mode loopback --passphrase "$1" "${@:2}" 2>/dev/null; }
  pgp '' --quick-gen-key 'Fixture RSA <rsa@fixture.example>' rsa2048 sign 10y
  pgp '' --quick-gen-key 'Fixture EdDSA <eddsa@fixture.example>' ed25519 sign 10y
  print=$(gpg --list-keys --with-colons eddsa@fixture.example | awk -F: '/^fpr/{print $10; exit}')
  pgp '' --quick-add-key "$print" cv25519 encr 1y
  pgp '' --quick-add-key "$print" nistp384 encr 1y
  pgp not-to-be-found --quick-gen-key 'Fixture Locked <locked@fixture.example>' dsa2048 sign never
  gpg --armor --export rsa@fixture.example >"$keys/made/openpgp-rsa.asc"
  gpg --export >"$keys/made/openpgp-ring.gpg"
  pgp '' --armor --export-secret-keys eddsa@fixture.example >"$keys/made/openpgp-secret.asc"
  pgp not-to-be-found --armor --export-secret-keys locked@fixture.example >"$keys/made/openpgp-locked.asc"
  pgp '' --armor -u rsa@fixture.example --detach-sign -o "$keys/made/openpgp-signature.asc" "$work/message"
  for one in openpgp-rsa.asc openpgp-ring.gpg openpgp-secret.asc openpgp-locked.asc; do
    gpg --batch --with-colons --fixed-list-mode --import-options show-only --import "$keys/made/$one" >"$keys/made/$one.txt" 2>/dev/null
  done
  gpgconf --kill gpg-agent
fi
rm -f "$keys"/made/dh-2048.pkcs8.pem.txt
bash scripts/dump-pki-fixtures.sh
du -sh "$pki" "$keys"
