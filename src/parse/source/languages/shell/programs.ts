/** Programs that run another one. */
export const RUNNERS = words(
  'sudo env exec command time nohup nice ionice timeout chroot xargs docker podman kubectl ssh su doas winpty retry builtin gosu setpriv',
);

/** Programs that are no function of any script: a call of them leads nowhere. */
export const PLAIN = words(
  'echo printf test [ grep egrep fgrep sed awk cat cut tr head tail sort uniq wc cd rm mkdir cp mv ln chmod chown touch read set shift unset trap true false : ls find xxd od date sleep basename dirname mktemp apt-get apt apk yum dnf pip npm git tar unzip gzip base64 jq systemctl service mount umount kill which type',
);

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}

const DIGEST = /^(?:sha\d|sha3-|md[245]|blake2|ripemd|rmd160|sm3|shake|whirlpool|sha$)/i;
const CIPHER = /^(?:aes|des|camellia|aria|chacha|seed|idea|bf|blowfish|rc[245]|cast|sm4)/i;

/** `-sha256`, `-aes256`: what a lone option of openssl names. */
export function namedByOption(option: string): 'digest' | 'cipher' | undefined {
  if (DIGEST.test(option)) return 'digest';
  return CIPHER.test(option) ? 'cipher' : undefined;
}
