#!/usr/bin/env bash
# Makes fixtures/keys/formats: keys and messages in formats of their own, each by the tool that people use, with a readable dump beside it (<name>.txt).
# Needs age, wg, dnssec-keygen, puttygen, minisign, signify-openbsd, gpg and NSS's certutil. The keys are made for tests and protect nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$PWD/fixtures/keys/formats made=$PWD/fixtures/keys/made pki=$PWD/fixtures/pki/made
rm -rf "$out"; mkdir -p "$out"
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
echo hello >"$work/message"

# --- age: an identity, files for X25519, for an SSH key, under a passphrase
age-keygen -o "$out/identity.age-key" 2>/dev/null
recipient=$(age-keygen -y "$out/identity.age-key")
echo "$recipient" >"$out/recipients.txt"
age -r "$recipient" -o "$out/x25519.age" "$work/message"
age -a -R "$made/ssh-rsa-3072.pub" -r "$recipient" -o "$out/ssh-rsa.age" "$work/message"
for one in x25519 ssh-rsa; do age-dump() { grep -a '^-> ' "$1" || base64 -d <(sed 1d\;\$d "$1") | grep -a '^-> '; }; age-dump "$out/$one.age" | cut -d' ' -f1,2 >"$out/$one.age.txt"; done

# --- WireGuard
private=$(wg genkey)
printf '[Interface]\nPrivateKey = %s\n[Peer]\nPublicKey = %s\nPresharedKey = %s\nAllowedIPs = 192.0.2.0/24\n' "$private" "$(wg genkey | wg pubkey)" "$(wg genpsk)" >"$out/wg0.conf"

# --- DNSSEC: keys of BIND
for one in "ECDSAP256SHA256" "RSASHA256 -b 2048" "ED25519"; do (cd "$out" && dnssec-keygen -a $one example.org >/dev/null 2>&1); done
for one in "$out"/K*.key; do head -1 "$one" >"${one%.key}.private.txt"; done

# --- PuTTY 2 and 3
for version in 2 3; do
  puttygen "$made/ssh-rsa-3072.openssh" -O private --ppk-param version=$version -o "$out/rsa.v$version.ppk"
  puttygen "$made/ssh-ed25519.openssh" -O private --ppk-param version=$version --new-passphrase <(printf not-to-be-found) -o "$out/ed25519-locked.v$version.ppk"
done
for one in "$out"/*.ppk; do puttygen -l "$one" >"$one.txt"; done

# --- minisign, signify
minisign -G -W -f -p "$out/minisign.pub" -s "$out/minisign.key" >/dev/null 2>&1
minisign -S -s "$out/minisign.key" -m "$work/message" -x "$out/minisign.minisig" >/dev/null 2>&1
signify-openbsd -G -n -p "$out/signify.pub" -s "$out/signify.sec"

# --- GnuPG: the agent's private keys, a keybox, messages
export GNUPGHOME="$work/gnupg"; mkdir -m 700 "$GNUPGHOME"
pgp() { gpg --batch --quiet --no-tty --trust-model always --pinentry-mode loopback --passphrase "$1" "${@:2}" 2>/dev/null; }
pgp '' --quick-gen-key 'Fixture Agent <agent@fixture.example>' rsa2048 sign,encr 10y
pgp '' --quick-gen-key 'Fixture Curve <curve@fixture.example>' nistp256 sign 10y
print=$(gpg --list-keys --with-colons curve@fixture.example | awk -F: '/^fpr/{print $10; exit}')
pgp '' --quick-add-key "$print" cv25519 encr 1y
cp "$GNUPGHOME/pubring.kbx" "$out/pubring.kbx"
gpg --list-keys --with-colons --fixed-list-mode >"$out/pubring.kbx.txt"
number=0
for one in "$GNUPGHOME"/private-keys-v1.d/*.key; do number=$((number + 1)); cp "$one" "$out/agent-$number.key"; done
pgp '' --encrypt -r agent@fixture.example -r curve@fixture.example -o "$out/message.gpg" "$work/message"
pgp not-to-be-found --symmetric --cipher-algo AES256 --armor -o "$out/symmetric.asc" "$work/message"
for one in message.gpg symmetric.asc; do gpg --list-packets --list-only --batch "$out/$one" 2>/dev/null | grep '^:' >"$out/$one.txt" || true; done
gpgconf --kill gpg-agent

# --- NSS: a certificate database
mkdir "$work/nss"; certutil -N -d "sql:$work/nss" --empty-password
for one in rsa-2048-sha256 ec-p384; do certutil -A -d "sql:$work/nss" -n "$one" -t ,, -a -i "$pki/$one.pem"; done
cp "$work/nss/cert9.db" "$out/cert9.db"
certutil -L -d "sql:$work/nss" | awk 'NR>4 && NF {print $1}' >"$out/cert9.db.txt"

# --- RFC 3161: a timestamp
cat >"$work/tsa.cnf" <<CNF
[tsa]
default_tsa = one
[one]
serial = $work/serial
default_policy = 1.2.3.4.1
digests = sha256
signer_digest = sha256
ess_cert_id_alg = sha256
CNF
openssl req -new -x509 -key "$made/ec-p256.pkcs8.pem" -subj '/CN=timestamps' -days 3650 -addext extendedKeyUsage=critical,timeStamping -out "$work/tsa.pem"
openssl ts -query -data "$work/message" -sha256 -cert -out "$work/query.tsq" 2>/dev/null
openssl ts -reply -config "$work/tsa.cnf" -section one -queryfile "$work/query.tsq" -signer "$work/tsa.pem" -inkey "$made/ec-p256.pkcs8.pem" -out "$out/message.tsr" 2>/dev/null
openssl ts -reply -in "$out/message.tsr" -text 2>/dev/null >"$out/message.tsr.txt"
ls "$out"
