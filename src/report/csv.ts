import type { Reporter } from './reporter.js';
import { csvTable } from './select/escape.js';
import { placeOf, View } from './select/view.js';

/** One line per finding, the suppressed included. */
export const csv: Reporter = {
  id: 'csv',
  title: 'Findings as CSV (RFC 4180)',
  extension: '.csv',
  render(report) {
    const head =
      'priority,severity,confidence,rule,harm,asset,place,line,component,message,policy,policy date,data classes,secrecy years,exposure,remedy,change,gated,suppressed by,reason,until,fingerprint';
    const rows = new View(report).findings.map(({ finding, place, asset, occurrence, item, policies: [policy] }) => {
      const lifespan = report.lifespans[finding.id];
      const { suppression } = finding;
      return [
        item?.priority,
        finding.severity,
        finding.confidence,
        finding.ruleId,
        finding.harm,
        asset?.name ?? finding.assetId,
        place.name,
        place.line,
        occurrence?.usage.component,
        finding.message,
        policy?.title,
        policy?.from,
        lifespan?.dataClasses.join('; '),
        lifespan?.secrecyYears,
        lifespan?.exposure,
        finding.remedy,
        finding.change,
        finding.gated,
        suppression?.by,
        suppression?.reason,
        suppression?.until,
        finding.fingerprint,
      ];
    });
    return csvTable([head.split(','), ...rows]);
  },
};

/** One line per occurrence of an asset: the inventory, good cryptography too. */
export const csvInventory: Reporter = {
  id: 'csv-inventory',
  title: 'Every use of cryptography as CSV',
  extension: '.csv',
  render(report) {
    const view = new View(report);
    const head =
      'kind,name,quantum status,purpose,role,context,place,line,component,library,technique,confidence,asset';
    const rows = report.occurrences.map(({ asset: id, evidence, usage }) => {
      const asset = view.asset(id);
      const place = placeOf(evidence.location);
      return [
        asset?.kind,
        asset?.name,
        asset?.kind === 'algorithm' ? asset.quantum : undefined,
        usage.purpose,
        usage.role,
        usage.context,
        place.name,
        place.line,
        usage.component,
        usage.library,
        evidence.technique,
        evidence.confidence,
        id,
      ];
    });
    return csvTable([head.split(','), ...rows]);
  },
};
