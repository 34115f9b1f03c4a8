import { addTo } from '../../basics/groups.js';
import { compare } from '../../basics/order.js';
import { type FindingView, isUse, placeOf, placeText, policyText, type View } from '../select/view.js';
import { componentName, EXPOSURE_WORDS, HARM_WORDS, margin, QUANTUM_WORDS, years } from '../select/words.js';

/** What the script needs: findings and assets as short rows, texts that repeat by index. */
export function pageData(view: View) {
  const { report } = view;
  const rules = [...new Map(view.findings.map(({ rule }) => [rule.id, rule])).values()];
  const ruleIndex = new Map(rules.map(({ id }, at) => [id, at]));
  const itemIndex = new Map(view.items.map(({ id }, at) => [id, at]));
  const assets = [...report.assets].sort((a, b) => compare(a.name, b.name) || compare(a.id, b.id));
  const places = new Map<string, string[]>();
  for (const { asset, evidence, usage } of report.occurrences) {
    const text = `${placeText(placeOf(evidence.location))} · ${usage.purpose}${isUse({ usage }) ? '' : ' decided here'}${usage.context === 'production' ? '' : ` · ${usage.context}`}`;
    addTo(places, asset, text);
  }
  return {
    rules: rules.map(({ id, title, why, citations }) => ({
      id,
      title,
      why,
      cited: citations.map(({ text, url }) => ({ text, url })),
    })),
    items: view.items.map(({ title, priority, reason, steps, verify }) => ({
      title: `${priority}. ${title}`,
      reason,
      verify,
      steps: steps.map(({ text, before, after, location }) => ({
        text,
        before,
        after,
        at: location && placeText({ name: location.path, line: location.line }),
      })),
    })),
    findings: view.findings.map((one) =>
      findingRow(one, view, ruleIndex.get(one.rule.id)!, one.item && itemIndex.get(one.item.id)),
    ),
    assets: assets.map((asset) => ({
      id: asset.id,
      kind: asset.kind,
      name: asset.name,
      quantum:
        asset.kind === 'algorithm'
          ? QUANTUM_WORDS[asset.quantum]
          : asset.kind === 'protocol'
            ? asset.keyEstablishment
            : '',
      places: (places.get(asset.id) ?? []).slice(0, 200),
      uses: places.get(asset.id)?.length ?? 0,
    })),
    links: report.links.map(({ from, to, relation }) => [from, to, relation]),
  };
}

function findingRow(
  { finding, asset, occurrence, place, policies }: FindingView,
  view: View,
  rule: number,
  item: number | undefined,
) {
  const lifespan = view.report.lifespans[finding.id];
  const life = lifespan && [
    ...(lifespan.dataClasses.length > 0 ? [`data: ${lifespan.dataClasses.join(', ')}`] : []),
    ...(lifespan.secrecyYears === undefined ? [] : [`secret for ${years(lifespan.secrecyYears)}`]),
    EXPOSURE_WORDS[lifespan.exposure],
    ...lifespan.because.map(({ text, assumed }) => (assumed ? `assumed: ${text}` : text)),
  ];
  const margins = item === undefined ? [] : [margin(view.items[item]!.risk.margin)];
  return {
    r: rule,
    s: finding.severity,
    h: HARM_WORDS[finding.harm].short,
    m: finding.message,
    p: placeText(place),
    a: asset?.name ?? finding.assetId,
    i: finding.assetId,
    u: occurrence?.usage.purpose ?? 'unknown',
    c: componentName(occurrence?.usage.component),
    e: occurrence?.evidence.excerpt,
    w: item,
    d: policies.map((one) => `${policyText(one)}; ${one.citation}`),
    l: life && [...life, ...margins],
    g: finding.suppression ? 'suppressed' : finding.gated ? (finding.change ?? 'open') : 'not gated',
    x: finding.suppression?.reason,
    f: Math.round(finding.confidence * 100),
    k: finding.fingerprint,
  };
}
