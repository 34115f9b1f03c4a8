import type { Progress } from '../scan.js';

const WIDTH = 24;
const EVERY_MS = 80;
const CLEAR = '\r\u001b[2K';

/** A bar on standard error, only when that is a terminal. */
export function progressBar(): { readonly show: (progress: Progress) => void; readonly end: () => void } {
  const { stderr } = process;
  if (stderr.isTTY !== true || process.env['TERM'] === 'dumb' || process.env['CI']) {
    return { show: () => undefined, end: () => undefined };
  }
  let last = 0;
  return {
    show({ stage, done, total }) {
      const now = Date.now();
      if (now - last < EVERY_MS) return;
      last = now;
      const filled = total === 0 ? 0 : Math.round((WIDTH * done) / total);
      stderr.write(`${CLEAR}${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${done}/${total} ${stage}`);
    },
    end() {
      if (last > 0) stderr.write(CLEAR);
    },
  };
}
