import type { ConfigSetting } from '../../model/index.js';
import type { FileContext } from './engine/context.js';
import { locationOf } from './engine/evidence.js';
import { type Setting, type Tree, walk } from './tree.js';

const MAX_SETTINGS = 3_000;
const MAX_VALUE = 256;
const NO_CONFIGURATION =
  /(?:^|\/)(?:package(?:-lock)?|npm-shrinkwrap|tsconfig[^/]*|composer|renovate)\.json$|\.schema\.json$|(?:^|\/)pnpm-lock\.yaml$/;

/** Keys and values of a file, dotted as source code asks for them: `app.crypto.algorithm`. */
export function configSettings(tree: Tree, context: FileContext): ConfigSetting[] {
  if (NO_CONFIGURATION.test(context.artifact.path)) return [];
  const found: ConfigSetting[] = [];
  for (const root of tree.roots) {
    for (const setting of walk(root)) {
      if (
        setting.name === '' ||
        setting.children.length > 0 ||
        setting.value === '' ||
        setting.value.length > MAX_VALUE
      )
        continue;
      if (found.length >= MAX_SETTINGS) return found;
      found.push({ key: keyOf(setting), value: setting.value, location: locationOf(setting, context) });
    }
  }
  return found;
}

function keyOf(setting: Setting): string {
  const names: string[] = [];
  for (let one: Setting | undefined = setting; one?.parent; one = one.parent) names.unshift(one.name);
  return names.join('.');
}
