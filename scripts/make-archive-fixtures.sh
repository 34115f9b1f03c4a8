#!/usr/bin/env bash
# Makes fixtures/archives/made: one certificate and one key in every container and compression that is unpacked, by the tools that people use
# (tar, zip, xz, zstd, bzip2, ar, cpio, rpmbuild), and container images as `docker save` and as an OCI layout write them, put together by hand.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$PWD/fixtures/archives/made
leaf=$PWD/fixtures/pki/made/leaf.pem
key=$PWD/fixtures/keys/made/ec-p256.pkcs8.pem
rm -rf "$out"; mkdir -p "$out"
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
has() { command -v "$1" >/dev/null; }
source scripts/image-layouts.sh

# --- a root file system of two layers: the second one adds a key
mkdir -p "$work/base/etc/ssl/certs" "$work/app/run/secrets"
cp "$leaf" "$work/base/etc/ssl/certs/leaf.pem"
printf 'ID=fixture\n' >"$work/base/etc/os-release"
cp "$key" "$work/app/run/secrets/tls.key"
tarred "$work/base" "$work/base.tar" etc
tarred "$work/app" "$work/app.tar" run

for one in gzip:gz xz:xz zstd:zst bzip2:bz2; do
  tool=${one%:*} ending=${one#*:}
  has "$tool" && "$tool" -c "$work/base.tar" >"$out/base.tar.$ending"
done
(cd "$work/base" && find etc -print | LC_ALL=C sort | cpio --quiet --reproducible -o -H newc >"$out/base.cpio")
if has zip; then (cd "$work/base" && zip -qrX "$out/base.zip" etc && zip -qrX -fz "$out/base.zip64.zip" etc); fi
if has rpmbuild; then
  cat >"$work/fixture.spec" <<SPEC
Name: fixture
Version: 1
Release: 1
Summary: fixture
License: none
BuildArch: noarch
%description
fixture
%install
mkdir -p %{buildroot}/etc/fixture
cp $leaf %{buildroot}/etc/fixture/leaf.pem
%files
/etc/fixture/leaf.pem
SPEC
  for payload in w6.xzdio w9.gzdio w3.zstdio; do
    rpmbuild --quiet -bb --define "_topdir $work/rpm" --define "_binary_payload $payload" --define "_build_id_links none" "$work/fixture.spec" >/dev/null 2>&1
    cp "$work"/rpm/RPMS/noarch/fixture-1-1.noarch.rpm "$out/fixture.$(case $payload in *xz*) echo xz ;; *gz*) echo gz ;; *) echo zst ;; esac).rpm"
  done
fi

# --- container images
docker_archive "$work/docker" "$work/base.tar" "$work/app.tar" fixture:1 "$out/image-docker.tar"
oci_layout "$work" "$work/base.tar" "$work/app.tar" "$out/image-oci.tar"

# --- bombs: 4 MiB of zeros in a few hundred bytes
bombs="$out/../bombs"; rm -rf "$bombs"; mkdir -p "$bombs"
for one in gzip:gz xz:xz zstd:zst bzip2:bz2; do
  head -c 4194304 /dev/zero | ${one%:*} -9 -c >"$bombs/zeros.${one#*:}"
done
ls -l "$out" "$bombs"
