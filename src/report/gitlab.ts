import type { Severity } from '../model/index.js';
import { escapeHiding } from './json.js';
import type { Reporter } from './reporter.js';
import { visible } from './select/escape.js';
import { outerPath, placeText, View } from './select/view.js';

const SEVERITY: Readonly<Record<Severity, string>> = {
  info: 'info',
  low: 'minor',
  medium: 'major',
  high: 'critical',
  critical: 'blocker',
};

/** GitLab's Code Quality report. Suppressed and not gated ones are `info` and say so. */
export const gitlab: Reporter = {
  id: 'gitlab',
  title: 'GitLab Code Quality',
  extension: '.json',
  render(report, { prefix }) {
    const entries = new View(report).findings.map(({ finding, place }) => {
      const { suppression, gated } = finding;
      const mark = suppression ? ` (suppressed: ${suppression.reason})` : gated ? '' : ' (not gated)';
      const at = place.isFile ? { path: outerPath(place.name), line: place.line } : place.declaredAt;
      const elsewhere = place.isFile && !place.name.includes('!/') ? '' : ` [${placeText(place)}]`;
      return {
        description: visible(`${finding.message}${elsewhere}${mark}`),
        check_name: finding.ruleId,
        fingerprint: finding.fingerprint,
        severity: suppression || !gated ? 'info' : SEVERITY[finding.severity],
        location: {
          path: visible(at ? (prefix ? `${prefix}/${at.path}` : at.path) : place.name),
          lines: { begin: at?.line ?? 1 },
        },
      };
    });
    return `${escapeHiding(JSON.stringify(entries, null, 2))}\n`;
  },
};
