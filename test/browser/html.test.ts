import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/index.js';
import { html } from '../../src/report/html/html.js';
import { HOSTILE, hostileReport, largeReport } from '../contract/hostile.fixture.js';
import { shopReport } from '../golden/report.fixture.js';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const present = existsSync(CHROMIUM);
const require = createRequire(import.meta.url);
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

it.runIf(process.env['CI'] === 'true' || present)('a browser is there: bash .ci/browser.sh installs it', () => {
  expect(present, `${CHROMIUM} is missing; run .ci/browser.sh`).toBe(true);
});
if (!present) console.warn(`skipped test/browser: ${CHROMIUM} is missing; .ci/browser.sh installs it`);

describe.runIf(present)('the page in a browser', () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'qday-html-'));
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens a report; every console message above debug and every request but the page itself is a failure. */
  async function open(
    report: Report,
    options: Parameters<Browser['newPage']>[0] = {},
  ): Promise<{ page: Page; troubles: string[] }> {
    const file = join(folder, `${Math.random().toString(36).slice(2)}.html`);
    writeFileSync(file, html.render(report, {}));
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
    const troubles: string[] = [];
    const own = pathToFileURL(file).href;
    page.on('console', (message) => troubles.push(`console ${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => {
      troubles.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (request.url().split('#')[0] !== own) troubles.push(`request: ${request.url()}`);
    });
    await page.goto(own);
    return { page, troubles };
  }

  async function keep(page: Page, name: string, whole = true): Promise<void> {
    const target = process.env['SCREENSHOTS'];
    if (target) await page.screenshot({ path: join(target, `${name}.png`), fullPage: whole });
  }

  it('filters, searches, opens and closes, without a message or a request', async () => {
    const { page, troubles } = await open(shopReport());
    const rows = page.locator('#f-rows > tr');
    expect(await rows.count()).toBe(10);
    await page.selectOption('#f-severity', 'critical');
    expect(await rows.count()).toBe(1);
    expect(await page.textContent('#f-count')).toBe('1 of 10 findings');
    await page.click('#f-reset');
    await page.fill('#f-text', 'dedupe md5');
    expect(await rows.count()).toBe(3);
    await page.fill('#f-text', 'nothing like this');
    expect(await rows.count()).toBe(0);
    await page.click('#f-reset');
    await page.selectOption('#f-state', 'suppressed');
    expect(await rows.count()).toBe(2);
    await rows.first().locator('button').click();
    expect(await page.textContent('.detail')).toContain('switched off in March');
    await keep(page, 'detail', false);
    await rows.first().locator('button').click();
    expect(await page.locator('.detail').count()).toBe(0);
    await page.click('.matrix a[data-use="hash"][data-component="archive"]');
    expect(await rows.count()).toBe(3);
    await page.click('svg.map a[data-path="gateway/"]');
    expect(await rows.count()).toBe(1);
    expect(await page.textContent('#f-count')).toContain('in gateway/');
    await page.fill('#i-text', 'shop.pem');
    expect(await page.locator('#i-rows > tr').count()).toBe(1);
    await page.selectOption('#g-asset', { label: 'shop.example' });
    expect(await page.locator('#g-picture .node').count()).toBe(4);
    await page.locator('#g-picture .node', { hasText: 'private key' }).click();
    expect(await page.locator('#g-picture .centre').textContent()).toContain('private key');
    await keep(page, 'light');
    expect(troubles).toEqual([]);
    await page.close();
  });

  it('is used by keyboard alone', async () => {
    const { page, troubles } = await open(shopReport());
    await page.keyboard.press('Tab');
    expect(await page.evaluate(`document.activeElement.textContent`)).toBe('Skip to the summary');
    await page.locator('#f-rows button').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('.detail').count()).toBe(1);
    await page.locator('svg.map a').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.textContent('#f-count')).toContain(' in ');
    expect(troubles).toEqual([]);
    await page.close();
  });

  it.each(['light', 'dark'] as const)('has no accessibility violation in %s', async (colorScheme) => {
    const { page, troubles } = await open(shopReport(), { colorScheme });
    await page.locator('#f-rows button').first().click();
    for (const details of await page.locator('details > summary').all()) await details.click();
    // The page's policy lets no other script in: axe is evaluated from outside, in a world of its own rights.
    await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
    const result = (await page.evaluate(`axe.run(document, { resultTypes: ['violations'] })`)) as {
      violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
    };
    expect(
      result.violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary}`),
      ),
    ).toEqual([]);
    if (colorScheme === 'dark') await keep(page, 'dark');
    expect(troubles).toEqual([]);
    await page.close();
  });

  it('is readable without scripts and in print', async () => {
    const { page } = await open(shopReport(), { javaScriptEnabled: false });
    expect(await page.locator('#f-rows > tr').count()).toBe(10);
    expect(await page.locator('.filters').first().isVisible()).toBe(false);
    expect(await page.locator('#suppressed').textContent()).toContain('switched off in March');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('nav').isVisible()).toBe(false);
    expect(await page.locator('.verdict').isVisible()).toBe(true);
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
    await keep(page, 'print');
    await page.close();
  });

  it('shows 20,000 findings, writing rows as they are needed', async () => {
    const { page, troubles } = await open(largeReport(20_000));
    expect(await page.textContent('#f-count')).toBe('20,000 findings');
    const first = await page.locator('#f-rows > tr').count();
    expect(first).toBeLessThan(1000);
    await page.locator('#f-more').scrollIntoViewIfNeeded();
    await expect.poll(() => page.locator('#f-rows > tr').count()).toBeGreaterThan(first);
    await page.fill('#f-text', 'mod3/src/file100.py');
    expect(await page.textContent('#f-count')).toMatch(/^\d+ of 20,000 findings$/);
    expect(troubles).toEqual([]);
    await keep(page, 'large', false);
    await page.close();
  });

  it('lets nothing of a hostile tree run', async () => {
    for (const evil of HOSTILE) {
      const { page, troubles } = await open(hostileReport(evil));
      await page.locator('#f-rows button').first().click();
      expect([evil, troubles]).toEqual([evil, []]);
      await page.close();
    }
  });
});
