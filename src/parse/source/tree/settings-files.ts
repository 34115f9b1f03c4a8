/** Names of settings files as programs write them: between quotes, with folders in front. */
const SETTINGS_FILE = /(?<=["'`/])[\w.][\w./-]{0,80}\.(?:json|ya?ml|toml|properties|ini|env)(?=["'`])/g;
const MOST_FILES = 4;

/** Ends of the paths of the settings files that a text names: `config/settings.json` of `'../config/settings.json'`. */
export function settingsFilesIn(text: string): readonly string[] {
  const paths = (text.match(SETTINGS_FILE) ?? []).map((path) => path.replace(/^(?:\.{0,2}\/)+/, ''));
  return [...new Set(paths)].slice(0, MOST_FILES);
}
