import { createHash } from 'node:crypto';
import type { Reporter } from '../reporter.js';
import { scriptJson, visible } from '../select/escape.js';
import { View } from '../select/view.js';
import { CLIENT } from './client/client.js';
import { pageData } from './data.js';
import { html as markup, type Safe } from './element.js';
import { appendix } from './sections/appendix.js';
import { endpointSections } from './sections/endpoints.js';
import { findingsSection } from './sections/findings.js';
import { inventorySection } from './sections/inventory.js';
import { matrix } from './sections/matrix.js';
import { readinessSections } from './sections/readiness.js';
import { summary } from './sections/summary.js';
import { timeline } from './sections/timeline.js';
import { treemap } from './sections/treemap.js';
import { work } from './sections/work.js';
import { STYLE } from './style.js';

/** One self-contained page: no remote asset, its only script and style known by their hashes. */
export const html: Reporter = {
  id: 'html',
  title: 'One self-contained page with filters, timeline, map and graph',
  extension: '.html',
  render(report) {
    const view = new View(report);
    const sections: readonly (readonly [id: string, title: string, body: Safe])[] = [
      ['summary', 'Summary', summary(view)],
      ...endpointSections(view),
      ['work', 'What to do first', work(view)],
      ...readinessSections(view),
      ['matrix', 'Use by place', matrix(view)],
      ['timeline', 'Deadlines and expiries', timeline(view)],
      ['map', 'Where it is', treemap(view)],
      ['findings', 'Findings', findingsSection(view)],
      ['inventory', 'Inventory', inventorySection(view)],
      ...appendix(view),
    ];
    // `'none'` and two hashes: nothing is fetched, nothing else runs, no form is sent.
    const policy = `default-src 'none'; script-src ${sri(CLIENT)}; style-src ${sri(STYLE)}; base-uri 'none'; form-action 'none'`;
    const head = markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="generator" content="qday ${report.tool.version}"><title>qday: ${report.targets.join(' ')}</title>
`.text;
    const body = markup`<body><a class="skip" href="#summary">Skip to the summary</a>
<header><h1>Cryptographic inventory <small>${report.targets.join(' ')}</small></h1><p>Judged on ${report.today} by qday ${report.tool.version}</p>
<nav aria-label="Sections"><ul>${sections.map(([id, title]) => markup`<li><a href="#${id}">${title}</a></li>`)}</ul></nav></header>
<main>${sections.map(([id, title, content]) => markup`<section id="${id}" aria-labelledby="h-${id}"><h2 id="h-${id}">${title}</h2>${content}</section>\n`)}</main>
<footer><p>qday ${report.tool.version}, rules ${report.tool.rules}. This page loads nothing and sends nothing.</p></footer>
`.text;
    return `${head}<style>${STYLE}</style></head>\n${body}<script type="application/json" id="data">${shown(pageData(view))}</script>\n<script>${CLIENT}</script>\n</body></html>\n`;
  },
};

function sri(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** Strings of the data with nothing in them that could act; the page writes them as text only. */
function shown(data: unknown): string {
  return scriptJson(
    JSON.parse(JSON.stringify(data), (_key, value) => (typeof value === 'string' ? visible(value) : value)),
  );
}
