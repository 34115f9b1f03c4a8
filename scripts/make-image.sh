#!/usr/bin/env bash
# scripts/make-image.sh <root file system> <folder> [changed file...]
#
# Packs a root file system (as `debootstrap` makes it) as container images for a trial: <folder>/oci.tar is an OCI image layout 1.1 whose layers are
# gzip and Zstandard, <folder>/docker.tar what `docker save` writes. The first layer is the root file system without the changed files, the second
# holds those (paths inside the root file system). Needs tar, gzip, zstd and sha256sum; no registry and no container engine.
set -euo pipefail
root=$(realpath "$1") out=$2; shift 2
mkdir -p "$out"; out=$(realpath "$out")
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
tarred() { tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C "$1" -cf "$2" "${@:3}"; }
digest() { sha256sum "$1" | cut -d' ' -f1; }

tarred "$root" "$work/base.tar" --exclude=./dev "${@/#/--exclude=./}" .
tarred "$root" "$work/change.tar" "${@/#/./}"
config="{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:$(digest "$work/base.tar")\",\"sha256:$(digest "$work/change.tar")\"]}}"
printf '%s' "$config" >"$work/config.json"

# --- docker save
image="$work/docker"; mkdir -p "$image/base" "$image/change"
cp "$work/config.json" "$image/config.json"
for layer in base change; do cp "$work/$layer.tar" "$image/$layer/layer.tar"; done
printf '[{"Config":"config.json","RepoTags":["trial:1"],"Layers":["base/layer.tar","change/layer.tar"]}]' >"$image/manifest.json"
tarred "$image" "$out/docker.tar" manifest.json config.json base change

# --- OCI image layout
image="$work/oci"; mkdir -p "$image/blobs/sha256"
blob() { cp "$1" "$image/blobs/sha256/$(digest "$1")"; printf '{"mediaType":"%s","digest":"sha256:%s","size":%s}' "$2" "$(digest "$1")" "$(stat -c %s "$1")"; }
gzip -nc "$work/base.tar" >"$work/base.tar.gz"; zstd -qc "$work/change.tar" >"$work/change.tar.zst"
type=application/vnd.oci.image
printf '{"schemaVersion":2,"mediaType":"%s.manifest.v1+json","config":%s,"layers":[%s,%s]}' "$type" "$(blob "$work/config.json" "$type.config.v1+json")" \
  "$(blob "$work/base.tar.gz" "$type.layer.v1.tar+gzip")" "$(blob "$work/change.tar.zst" "$type.layer.v1.tar+zstd")" >"$work/manifest.json"
printf '{"imageLayoutVersion":"1.0.0"}' >"$image/oci-layout"
printf '{"schemaVersion":2,"manifests":[%s]}' "$(blob "$work/manifest.json" "$type.manifest.v1+json")" >"$image/index.json"
tarred "$image" "$out/oci.tar" oci-layout index.json blobs
ls -l "$out"
