#!/usr/bin/env bash
# scripts/make-image.sh <root file system> <folder> [changed file...]
#
# Packs a root file system (as `debootstrap` makes it) as container images for a trial: <folder>/oci.tar is an OCI image layout 1.1 whose layers are
# gzip and Zstandard, <folder>/docker.tar what `docker save` writes. The first layer is the root file system without the changed files, the second
# holds those (paths inside the root file system). Needs tar, gzip, zstd and sha256sum; no registry and no container engine.
set -euo pipefail
source "$(dirname "$0")/image-layouts.sh"
root=$(realpath "$1") out=$2; shift 2
mkdir -p "$out"; out=$(realpath "$out")
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT

tarred "$root" "$work/base.tar" --exclude=./dev "${@/#/--exclude=./}" .
tarred "$root" "$work/change.tar" "${@/#/./}"
docker_archive "$work/docker" "$work/base.tar" "$work/change.tar" trial:1 "$out/docker.tar"
oci_layout "$work" "$work/base.tar" "$work/change.tar" "$out/oci.tar"
ls -l "$out"
