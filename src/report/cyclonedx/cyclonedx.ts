import { createHash } from 'node:crypto';
import { groupBy } from '../../basics/groups.js';
import { compare } from '../../basics/order.js';
import type { AlgorithmAsset, CryptoAsset, Report } from '../../model/index.js';
import { escapeHiding } from '../json.js';
import type { Reporter } from '../reporter.js';
import { attemptText, coverageText } from '../select/summary.js';
import { View } from '../select/view.js';
import { component } from './component.js';
import { dependencies } from './dependencies.js';
import { type Edition, type Json, property } from './types.js';

/** CycloneDX 1.7 cryptographic bill of materials. */
export const cyclonedx17: Reporter = {
  id: 'cyclonedx',
  title: 'CycloneDX 1.7 cryptographic bill of materials (CBOM)',
  extension: '.cdx.json',
  render: (report) => bom(report, '1.7'),
};

/** The same for readers that do not know 1.7 yet. */
export const cyclonedx16: Reporter = {
  id: 'cyclonedx-1.6',
  title: 'CycloneDX 1.6 CBOM; groups and families go to properties',
  extension: '.cdx.json',
  render: (report) => bom(report, '1.6'),
};

const ROOT = 'scanned';

function bom(report: Report, edition: Edition): string {
  const view = new View(report);
  const assets = allAssets(report);
  const occurrences = groupBy(report.occurrences, ({ asset }) => asset);
  const findings = groupBy(view.findings, ({ finding }) => finding.assetId);
  const components = assets.map((asset) =>
    component(asset, {
      occurrences: occurrences.get(asset.id) ?? [],
      findings: findings.get(asset.id) ?? [],
      today: report.today,
      edition,
    }),
  );
  const body = {
    metadata: metadata(report),
    components,
    dependencies: dependencies(report, assets, ROOT),
    compositions: [composition(report)],
  };
  const document = {
    bomFormat: 'CycloneDX',
    specVersion: edition,
    serialNumber: serialNumber(body),
    version: 1,
    ...body,
  };
  return `${escapeHiding(JSON.stringify(document, null, 2))}\n`;
}

/** The inventory, and the algorithms that only live inside certificates and keys: every reference must resolve. */
function allAssets(report: Report): CryptoAsset[] {
  const all = new Map<string, CryptoAsset>(report.assets.map((asset) => [asset.id, asset]));
  const add = (inner: AlgorithmAsset | undefined) => {
    if (inner && !all.has(inner.id)) all.set(inner.id, inner);
  };
  for (const asset of report.assets) {
    if (asset.kind === 'certificate') {
      for (const inner of [asset.publicKey, asset.signature, asset.alternativePublicKey, asset.alternativeSignature])
        add(inner);
    } else if (asset.kind === 'related-crypto-material') {
      add(asset.algorithm);
      add(asset.securedBy?.algorithm);
    }
  }
  return [...all.values()].sort((a, b) => compare(a.id, b.id));
}

function metadata(report: Report): Json {
  return {
    timestamp: `${report.today.slice(0, 10)}T00:00:00Z`,
    lifecycles: [{ phase: 'discovery' }],
    tools: { components: [{ type: 'application', name: report.tool.name, version: report.tool.version }] },
    component: { type: 'application', 'bom-ref': ROOT, name: report.targets.join(' ') || '.' },
    properties: [
      property('rules', report.tool.rules),
      property('coverage', coverageText(report)),
      ...report.attempts
        .filter(({ status }) => status !== 'completed')
        .map((one) => property(`attempt:${one.status}`, `${one.target}: ${one.reason ?? ''} ${attemptText(one)}`)),
    ] as unknown as Json,
  };
}

/** What is known not to be complete is said to be incomplete; static analysis never proves completeness. */
function composition(report: Report): Json {
  const open = report.attempts.some(({ status }) => status !== 'completed');
  return { aggregate: open || report.coverage.notExamined > 0 ? 'incomplete' : 'unknown', assemblies: [ROOT] };
}

/** From the content (RFC 9562 version 8, variant 10): the same tree gives the same number. */
function serialNumber(body: unknown): string {
  const hex = createHash('sha256').update(JSON.stringify(body)).digest('hex');
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
