import type { Setting } from '../tree.js';
import { type Naming, select } from './paths.js';
import type { Find, ProductRules } from './rule.js';

/** What is looked up for one find in one block, by the product's rules on names, repetition and inheritance. */
export class Lookup {
  readonly naming: Naming;

  constructor(
    readonly rules: ProductRules,
    readonly find: Find,
    readonly block: Setting,
  ) {
    this.naming = { ignoreCase: rules.ignoreCase ?? false };
  }

  /** Every setting of the first of the given paths that is present, in the nearest block that has it. */
  all(paths: string | readonly string[]): readonly Setting[] {
    for (const path of typeof paths === 'string' ? [paths] : paths) {
      if (path === '.') return [this.block];
      for (let block: Setting | undefined = this.block; block; block = this.find.inherit ? block.parent : undefined) {
        const found = select(block, path, this.naming);
        if (found.length > 0) return found;
        if (path.startsWith('/')) break;
      }
    }
    return [];
  }

  /** The one that counts. */
  one(paths: string | readonly string[]): Setting | undefined {
    const found = this.all(paths);
    return this.rules.repeated === 'first' ? found[0] : found.at(-1);
  }

  /** The directive that brings other files into the block or into one around it; lists of types and parameters do not count. */
  include(): Setting | undefined {
    for (let block: Setting | undefined = this.block; block; block = block.parent) {
      for (const name of this.rules.includes ?? []) {
        const found = select(block, name, this.naming).find(
          (one) => !/mime\.types|_params|modules-enabled/.test(one.value),
        );
        if (found) return found;
      }
      if (!this.find.inherit) break;
    }
    return undefined;
  }

  holds(conditions: Find['if']): boolean {
    return (conditions ?? []).every((one) =>
      typeof one === 'string' ? this.#holds(one) : one.some((other) => this.#holds(other)),
    );
  }

  #holds(condition: string): boolean {
    if (condition.includes(' & ')) return condition.split(' & ').every((part) => this.#holds(part.trim()));
    if (condition.startsWith('!')) return !this.#holds(condition.slice(1));
    const match = /^(.+?)(?:\s+(=|~)\s+(.*))?$/.exec(condition);
    const [, path = '', operator, wanted = ''] = match ?? [];
    const found = this.all(path);
    if (!operator) return found.length > 0;
    if (operator === '=') {
      const options = wanted.toLowerCase().split('|');
      return found.some((one) => options.includes(one.value.toLowerCase()));
    }
    const pattern = new RegExp(wanted, 'i');
    return found.some((one) => pattern.test(one.value.slice(0, 4_096)));
  }
}

/** The value after the words that the path fixed: `ssl_conf_command[Groups]` leaves the rest. */
export function settingValue(setting: Setting, path: string | readonly string[]): string {
  const paths = typeof path === 'string' ? [path] : path;
  const name = setting.name.toLowerCase();
  const own = paths.find((one) => lastName(one) === name) ?? '';
  const fixed = (/(?:\[[^\]]*\])+$/.exec(own)?.[0].match(/\[/g) ?? []).length;
  return fixed === 0 ? setting.value : setting.args.slice(fixed).join(' ');
}

function lastName(path: string): string {
  const bare = path.replace(/\[[^\]]*\]/g, '');
  return bare.slice(Math.max(bare.lastIndexOf('.'), bare.startsWith('/') ? 0 : -1) + 1).toLowerCase();
}
