import { homedir } from 'node:os';
import { join } from 'node:path';

/** The user's cache folder by the custom of the system: XDG on Unix, `LOCALAPPDATA` on Windows. */
export function cacheFolder(): string {
  const { env, platform } = process;
  if (env['QDAY_CACHE']) return env['QDAY_CACHE'];
  if (platform === 'win32' && env['LOCALAPPDATA']) return join(env['LOCALAPPDATA'], 'qday', 'cache');
  if (platform === 'darwin') return join(homedir(), 'Library/Caches/qday');
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'qday');
}
