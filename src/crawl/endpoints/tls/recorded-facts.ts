import type { Catalog } from '../../../catalog/catalog.js';
import type { EndpointFact } from '../../../model/index.js';
import { type Fact, recorded, recordedList } from '../fact.js';
import type { TlsFacts } from './facts.js';

/** Every question that was asked and its answer, for the report. */
export function recordedFacts(facts: TlsFacts, catalog: Catalog): EndpointFact[] {
  const group = (fact: Fact<number>) => (fact.state === 'supported' ? groupName(catalog, fact.value) : undefined);
  const bits = facts.dhe.state === 'supported' ? `${facts.dhe.value} bits` : undefined;
  return [
    ...recordedList('version', facts.versions),
    ...recordedList(
      'group',
      [...facts.groups].map(([code, fact]) => [groupName(catalog, code), fact] as const),
    ),
    recorded('group of a browser', facts.browser, group(facts.browser)),
    recorded('large hello', facts.largeHello),
    recorded('ECDHE before TLS 1.3', facts.ecdhe, group(facts.ecdhe)),
    recorded('DHE before TLS 1.3', facts.dhe, bits),
    recorded('RSA key transport', facts.staticRsa),
    ...[...facts.features].map(([feature, fact]) => recorded(feature, fact, shownValue(fact))),
    ...(facts.acceptedSchemes.size > 0
      ? recordedList(
          'signature scheme',
          [...facts.acceptedSchemes].map(([code, fact]) => [schemeName(catalog, code), fact] as const),
        )
      : []),
  ];
}

function shownValue(fact: Fact<string | number | true>): string | undefined {
  return fact.state === 'supported' && fact.value !== true ? String(fact.value) : undefined;
}

export function groupName(catalog: Catalog, code: number): string {
  return catalog.group(code)?.name ?? numbered(code);
}

export function suiteName(catalog: Catalog, code: number): string {
  return catalog.suite(code)?.name ?? numbered(code);
}

export function schemeName(catalog: Catalog, code: number): string {
  return catalog.signatureScheme(code)?.name ?? numbered(code);
}

function numbered(code: number): string {
  return `0x${code.toString(16).padStart(4, '0')}`;
}
