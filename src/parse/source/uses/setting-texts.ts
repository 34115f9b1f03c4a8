/** `MBEDTLS_TLS_ECDHE_..` → `TLS_ECDHE_..`: libraries put their own name before that of a suite. */
export function withoutPrefix(name: string): string {
  return name.replace(/^(?:MBEDTLS|GNUTLS|BR)_(?=TLS_)/, '');
}

/**
 * The names of a list that is written as one text. Of OpenSSH a sign in front is for the whole list, `+` and `^` add to what there is,
 * `-` takes away (ssh_config(5)): then nothing is chosen.
 */
export function splitList(text: string): string[] {
  if (text.startsWith('-')) return [];
  return text
    .replace(/^[+^]/, '')
    .split(/[\s:,]+/)
    .filter((one) => one !== '');
}
