#!/usr/bin/env bash
# scripts/fetch-real-keys.sh <folder>
#
# Brings public repositories that hold many certificates, keys, stores and signed packages, for `npm run compare:certificates -- <folder>`. Only their
# newest state is taken; a folder that is there already is left as it is. Nothing of them is part of this repository.
set -euo pipefail
folder=$1; mkdir -p "$folder"
repositories=(
  C2SP/wycheproof C2SP/x509-limbo google/boringssl nss-dev/nss gnutls/gnutls Mbed-TLS/mbedtls-framework bcgit/bc-test-data rustls/webpki zmap/zlint
  google/certificate-transparency-go aws/s2n-tls golang/crypto certifi/python-certifi IETF-Hackathon/pqc-certificates wolfSSL/wolfssl-examples
  openssh/openssh-portable apache/mina-sshd paramiko/paramiko sshnet/SSH.NET net-ssh/net-ssh phpseclib/phpseclib warp-tech/russh TerminalStudio/dartssh2
  apple/swift-nio-ssh libgit2/libgit2 rnpgp/rnp kurtbrose/pyjks kaikramer/keystore-explorer androguard/androguard
  smallstep/certificates istio/istio certbot/certbot puppetlabs/puppet grpc/grpc-java strongswan/strongswan eclipse-mosquitto/mosquitto mcu-tools/mcuboot
  Yubico/yubikey-manager OpenVPN/openvpn linkerd/linkerd2-proxy ansible-collections/community.crypto alibaba/nacos authlib/joserfc rmbolger/Posh-ACME
  sigstore/sigstore-rs goreleaser/goreleaser keepassxreboot/keepassxc str4d/rage vapor/jwt-kit igniterealtime/Openfire processone/ejabberd bcgit/bc-java IdentityPython/pysaml2
  DuendeSoftware/IdentityServer
)
for one in "${repositories[@]}"; do
  [ -d "$folder/${one/\//+}" ] || git clone -q --depth 1 "https://github.com/$one" "$folder/${one/\//+}"
done
