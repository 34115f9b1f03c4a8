import type { Report, Use, UsesDifference } from '../model/index.js';
import type { RenderOptions } from './reporter.js';
import { changeText, verdictText } from './select/summary.js';
import { placeText, View } from './select/view.js';
import { count } from './select/words.js';
import { clip, clipFront, Paint } from './terminal/paint.js';

/** What is new and what is gone between two inventories of any tools. */
export function usesDifferenceText({ added, removed, unchanged }: UsesDifference, options: RenderOptions): string {
  const paint = new Paint(options);
  const lines = [`${count(added.length)} new, ${count(removed.length)} gone, ${count(unchanged)} unchanged uses`];
  for (const use of added) lines.push(paint.bad(`+ ${useText(use, paint.width - 2)}`));
  for (const use of removed) lines.push(paint.good(`- ${useText(use, paint.width - 2)}`));
  return `${lines.join('\n')}\n`;
}

function useText({ name, kind, place, line }: Use, width: number): string {
  const what = clip(`${name} (${kind})`, 48).padEnd(48);
  return `${what}  ${place ? clipFront(placeText({ name: place, line }), Math.max(20, width - 50)) : 'place not recorded'}`;
}

/** New and fixed findings of a compared report; `-f` renders it in any other format. */
export function reportDifferenceText(report: Report, options: RenderOptions): string {
  const paint = new Paint(options);
  const view = new View(report);
  const lines = [changeText(view) ?? '', verdictText(report)];
  for (const { finding, place } of view.open.filter(({ finding: one }) => one.change === 'new')) {
    const off = finding.gated ? '' : ' (not gated)';
    lines.push(
      paint.bad(
        `+ ${finding.severity.padEnd(8)} ${clipFront(placeText(place), 44)}  ${clip(finding.message + off, Math.max(24, paint.width - 58))}`,
      ),
    );
  }
  for (const { severity, message, place, line } of report.fixed ?? [])
    lines.push(
      paint.good(
        `- ${severity.padEnd(8)} ${clipFront(placeText({ name: place, line }), 44)}  ${clip(message, Math.max(24, paint.width - 58))}`,
      ),
    );
  return `${lines.join('\n')}\n`;
}
