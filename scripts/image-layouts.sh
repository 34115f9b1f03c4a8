# Sourced by make-archive-fixtures.sh and make-image.sh: packs two layers as container images, without a registry or a container engine.

tarred() { tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C "$1" -cf "$2" "${@:3}"; }
digest() { sha256sum "$1" | cut -d' ' -f1; }

# image_config <base.tar> <top.tar>: prints the configuration of the image.
image_config() {
  printf '{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["sha256:%s","sha256:%s"]}}' "$(digest "$1")" "$(digest "$2")"
}

# docker_archive <scratch folder> <base.tar> <top.tar> <tag> <out.tar>: as `docker save` wrote it before version 25, a folder for each layer.
docker_archive() {
  local image=$1 base top; base=$(basename "$2" .tar) top=$(basename "$3" .tar)
  mkdir -p "$image/$base" "$image/$top"
  image_config "$2" "$3" >"$image/config.json"
  cp "$2" "$image/$base/layer.tar"; cp "$3" "$image/$top/layer.tar"
  printf '[{"Config":"config.json","RepoTags":["%s"],"Layers":["%s/layer.tar","%s/layer.tar"]}]' "$4" "$base" "$top" >"$image/manifest.json"
  tarred "$image" "$5" manifest.json config.json "$base" "$top"
}

# oci_layout <scratch folder> <base.tar> <top.tar> <out.tar>: an OCI image layout 1.1, blobs by digest, the layers under gzip and Zstandard.
oci_layout() {
  local image=$1/oci type=application/vnd.oci.image
  mkdir -p "$image/blobs/sha256"
  blob() { cp "$1" "$image/blobs/sha256/$(digest "$1")"; printf '{"mediaType":"%s","digest":"sha256:%s","size":%s}' "$2" "$(digest "$1")" "$(stat -c %s "$1")"; }
  image_config "$2" "$3" >"$1/config.json"
  gzip -nc "$2" >"$1/base.tar.gz"; zstd -qc "$3" >"$1/top.tar.zst"
  printf '{"schemaVersion":2,"mediaType":"%s.manifest.v1+json","config":%s,"layers":[%s,%s]}' "$type" "$(blob "$1/config.json" "$type.config.v1+json")" \
    "$(blob "$1/base.tar.gz" "$type.layer.v1.tar+gzip")" "$(blob "$1/top.tar.zst" "$type.layer.v1.tar+zstd")" >"$1/manifest.json"
  printf '{"imageLayoutVersion":"1.0.0"}' >"$image/oci-layout"
  printf '{"schemaVersion":2,"manifests":[%s]}' "$(blob "$1/manifest.json" "$type.manifest.v1+json")" >"$image/index.json"
  tarred "$image" "$4" oci-layout index.json blobs
}
