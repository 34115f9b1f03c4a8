import { groupBy } from '../../basics/groups.js';
import { LinkWords } from '../select/link-words.js';
import { placeText, type View } from '../select/view.js';
import { plural, SUPPRESSED_BY } from '../select/words.js';
import { clip, clipFront, type Paint } from './paint.js';

/** Every finding, by rule; the suppressed ones last, with their reasons. */
export function allFindings(view: View, paint: Paint): string[] {
  const lines = [paint.heading('Findings')];
  const links = new LinkWords(view);
  for (const [id, findings] of groupBy(view.open, ({ rule }) => rule.id)) {
    const { rule } = findings[0]!;
    lines.push(`  ${paint.bold(clip(rule.title, paint.width - 40))}  ${paint.dim(`${clip(id, 36)}`)}`);
    for (const one of findings) {
      const { finding, place } = one;
      const where = clipFront(placeText(place), Math.floor(paint.width / 2));
      const marks = [finding.change === 'new' ? 'new' : '', finding.gated ? '' : 'not gated']
        .filter(Boolean)
        .join(', ');
      const room = paint.width - where.length - 18 - (marks ? marks.length + 3 : 0);
      lines.push(
        `    ${paint.severity(finding.severity, finding.severity.padEnd(8))} ${paint.place(place.name, where)}  ${clip(finding.message, Math.max(20, room))}${marks ? paint.dim(` (${marks})`) : ''}`,
      );
      for (const link of links.of(one)) lines.push(paint.dim(`             ${clip(link, paint.width - 13)}`));
    }
  }
  if (view.suppressed.length > 0) lines.push(`  ${paint.bold(plural(view.suppressed.length, 'suppressed finding'))}`);
  for (const { finding, place, rule } of view.suppressed) {
    const { by, reason, until, owner } = finding.suppression!;
    const terms = [SUPPRESSED_BY[by], ...(owner ? [owner] : []), ...(until ? [`until ${until}`] : [])].join(', ');
    lines.push(`    ${clipFront(placeText(place), Math.floor(paint.width / 2))}  ${rule.id}`);
    lines.push(paint.dim(`      ${clip(`${reason} (${terms})`, paint.width - 6)}`));
  }
  return lines.length > 1 ? lines : [];
}
