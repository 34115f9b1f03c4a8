/** `MBEDTLS_TLS_ECDHE_..` → `TLS_ECDHE_..`: libraries put their own name before that of a suite. */
export function withoutPrefix(name: string): string {
  return name.replace(/^(?:MBEDTLS|GNUTLS|BR)_(?=TLS_)/, '');
}

/** The names of a list that is written as one text. */
export function splitList(text: string): string[] {
  return text.split(/[\s:,]+/).filter((one) => one !== '');
}
