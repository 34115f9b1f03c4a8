/** A list of OpenSSH: plain replaces the default; `+`, `-`, `^` change it (sshd_config(5)). */
export function sshList(
  value: string,
  defaults: readonly string[] | undefined,
): { names: string[]; unknown: string[] } {
  const sign = /^[+\-^]/.exec(value)?.[0];
  const names = value
    .slice(sign ? 1 : 0)
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (!sign) return { names, unknown: [] };
  if (!defaults) {
    const unknown = ['the defaults of the OpenSSH version that this list changes'];
    return sign === '-' ? { names: [], unknown } : { names, unknown };
  }
  if (sign === '-') {
    const removed = names.map(wildcard);
    return { names: defaults.filter((one) => !removed.some((pattern) => pattern.test(one))), unknown: [] };
  }
  const rest = defaults.filter((one) => !names.includes(one));
  return { names: sign === '^' ? [...names, ...rest] : [...rest, ...names], unknown: [] };
}

function wildcard(name: string): RegExp {
  return new RegExp(
    `^${name
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*+/g, '.*')
      .replace(/\?/g, '.')}$`,
  );
}
