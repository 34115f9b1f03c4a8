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
tarred() { tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C "$1" -cf "$2" "${@:3}"; }

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

# --- docker save, as it was before version 25: a folder for each layer
image="$work/docker"; mkdir -p "$image"
digest() { sha256sum "$1" | cut -d' ' -f1; }
config="{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:$(digest "$work/base.tar")\",\"sha256:$(digest "$work/app.tar")\"]}}"
printf '%s' "$config" >"$image/config.json"
for layer in base app; do mkdir "$image/$layer"; cp "$work/$layer.tar" "$image/$layer/layer.tar"; done
printf '[{"Config":"config.json","RepoTags":["fixture:1"],"Layers":["base/layer.tar","app/layer.tar"]}]' >"$image/manifest.json"
tarred "$image" "$out/image-docker.tar" manifest.json config.json base app

# --- OCI image layout 1.1: blobs by digest, layers compressed
image="$work/oci"; mkdir -p "$image/blobs/sha256"
blob() { cp "$1" "$image/blobs/sha256/$(digest "$1")"; printf '{"mediaType":"%s","digest":"sha256:%s","size":%s}' "$2" "$(digest "$1")" "$(stat -c %s "$1")"; }
printf '%s' "$config" >"$work/config.json"
gzip -nc "$work/base.tar" >"$work/base.tar.gz"; zstd -qc "$work/app.tar" >"$work/app.tar.zst"
type=application/vnd.oci.image
printf '{"schemaVersion":2,"mediaType":"%s.manifest.v1+json","config":%s,"layers":[%s,%s]}' "$type" "$(blob "$work/config.json" "$type.config.v1+json")" \
  "$(blob "$work/base.tar.gz" "$type.layer.v1.tar+gzip")" "$(blob "$work/app.tar.zst" "$type.layer.v1.tar+zstd")" >"$work/manifest.json"
printf '{"imageLayoutVersion":"1.0.0"}' >"$image/oci-layout"
printf '{"schemaVersion":2,"manifests":[%s]}' "$(blob "$work/manifest.json" "$type.manifest.v1+json")" >"$image/index.json"
tarred "$image" "$out/image-oci.tar" oci-layout index.json blobs

# --- bombs: 4 MiB of zeros in a few hundred bytes
bombs="$out/../bombs"; rm -rf "$bombs"; mkdir -p "$bombs"
for one in gzip:gz xz:xz zstd:zst bzip2:bz2; do
  head -c 4194304 /dev/zero | ${one%:*} -9 -c >"$bombs/zeros.${one#*:}"
done
ls -l "$out" "$bombs"
