import { describe, expect, it } from 'vitest';
import { assess } from '../../../src/assess/assess.js';
import { readRuleBook } from '../../../src/assess/read-rules.js';
import { compareVersions } from '../../../src/catalog/versions.js';
import { classifyLifespans } from '../../../src/lifespan/lifespans.js';
import type { Observation, ProjectConfig } from '../../../src/model/index.js';
import { makePlan } from '../../../src/plan/plan.js';
import { readRemedies } from '../../../src/plan/remedies.js';
import { chooseThreat, readScenarios } from '../../../src/plan/threat.js';
import { algorithm, catalog, inventory, knowledge, material, protocol, seen, TODAY } from '../assess/build.js';

function plan(
  observations: Observation[],
  project: ProjectConfig = {},
  extra: { threat?: string; today?: string } = {},
) {
  const taken = inventory(...observations);
  const today = extra.today ?? TODAY;
  const assessed = assess(taken, knowledge, catalog, today, { jurisdictions: project.jurisdictions });
  const { lifespans } = classifyLifespans({ ...assessed, inventory: taken, fields: [], knowledge, project, today });
  return makePlan({
    ...assessed,
    lifespans,
    inventory: taken,
    knowledge,
    project,
    today,
    ...(extra.threat ? { threat: extra.threat } : {}),
  });
}

const nginx = seen(
  protocol({ keyEstablishment: 'classical-only', versions: ['TLSv1.3'], groups: ['X25519'] }),
  { purpose: 'transport', exposure: 'internet', component: 'edge' },
  { path: 'edge/nginx.conf', line: 9 },
  { product: 'nginx', before: 'ssl_ecdh_curve X25519' },
);
const token = seen(
  algorithm({ family: 'rsa', size: 2048 }),
  { purpose: 'token', component: 'api', language: 'typescript' },
  { path: 'api/token.ts' },
);
const key = seen(material({}), { component: 'api' }, { path: 'api/server.key' });

const image = (path: string, scope?: string, version = '3.0.2') =>
  seen(
    {
      kind: 'library',
      id: `pkg:generic/openssl@${version}`,
      name: 'openssl',
      ecosystem: 'generic',
      version,
      purl: `pkg:generic/openssl@${version}`,
      provides: [],
      pqc: 'needs-upgrade',
    },
    { purpose: 'provides', component: 'edge' },
    { path, line: 1 },
    scope ? { scope } : {},
  );

describe('the plan', () => {
  it('puts what is open today before what is recorded, and that before what is forged later', () => {
    const { items } = plan([token, nginx, key]);
    expect(items.map(({ remedy }) => remedy)).toEqual([
      'remove-private-key',
      'nginx-hybrid-group-first',
      'node-ml-dsa',
    ]);
    expect(items.map(({ priority }) => priority)).toEqual([1, 2, 3]);
  });

  it('gives the setting as found and what to write instead', () => {
    const [item] = plan([nginx]).items;
    expect(item?.steps[0]).toMatchObject({
      location: { path: 'edge/nginx.conf', line: 9 },
      before: 'ssl_ecdh_curve X25519',
      after: 'ssl_ecdh_curve X25519MLKEM768:X25519',
    });
    expect(item?.prerequisites[0]).toMatch(/OpenSSL ≥ 3\.5/);
    expect(item?.verify).toContain('classical-only-tls');
  });

  it('upgrades no machine of a CI job: it is not what runs', () => {
    const [groups, ...more] = plan([nginx, image('.github/workflows/release.yml', 'build')]).items;
    expect(more).toEqual([]);
    expect(groups?.prerequisites[0]).toMatch(/the tree does not say which version it has/);
  });

  it('upgrades no moving line that may be new enough by now', () => {
    const [groups, ...more] = plan([nginx, image('edge/Dockerfile', undefined, '3')]).items;
    expect(more).toEqual([]);
    expect(groups?.prerequisites[0]).toMatch(/openssl 3 \(edge\/Dockerfile:1\) names a moving line/);
  });

  it('says what the tree has of what is needed', () => {
    const [upgrade, groups] = plan([nginx, image('edge/Dockerfile')]).items;
    expect(groups?.prerequisites[0]).toMatch(/openssl 3\.0\.2 \(edge\/Dockerfile:1\): upgrade first/);
    // What is too old is work of its own, and comes first.
    expect(upgrade).toMatchObject({
      title: 'Upgrade openssl 3.0.2 to 3.5.0 or later',
      steps: [{ location: { path: 'edge/Dockerfile', line: 1 } }],
      unblocks: [groups!.id],
    });
    expect(groups).toMatchObject({ blockedBy: [upgrade!.id], priority: 2 });
    const { wave } = groups!;
    expect(upgrade!.wave).toBeLessThanOrEqual(wave);
  });

  it('traces every number to its ground', () => {
    for (const { risk, because } of plan([token, nginx, key]).items) {
      const grounds = because.map(({ text }) => text[0]).join('');
      expect(grounds).toContain('Y');
      expect(grounds).toContain('Z');
      expect(risk.because.length).toBeGreaterThan(2);
      expect(
        because.every(
          ({ text, source, assumed }) => text !== '' && (source !== undefined || assumed || !/assum/.test(text)),
        ),
      ).toBe(true);
    }
  });

  it('takes the date of the jurisdiction that the project chooses', () => {
    const deadline = (jurisdictions?: string[]) =>
      plan([nginx], jurisdictions ? { jurisdictions } : {}).items[0]?.deadline;
    expect(deadline()).toBe('2035-12-31');
    expect(deadline(['eu'])).toBe('2030-12-31');
    expect(deadline(['us-fed'])).toBe('2030-12-31');
    expect(plan([nginx]).jurisdictions?.assumed).toBe(true);
  });

  it('answers what if', () => {
    const margin = (threat: string) => plan([nginx], {}, { threat }).items[0]!.risk.margin;
    expect(margin('early')).toBeGreaterThan(margin('central'));
    expect(plan([nginx], {}, { threat: '2029' }).threat?.centralYear).toBe(2029);
    expect(() => plan([nginx], {}, { threat: 'never' })).toThrow(/expected one of .*early/);
  });

  it('puts the blocker before what it blocks, in no later wave', () => {
    const old = seen(
      protocol({ keyEstablishment: 'classical-only', versions: ['TLSv1.2'], groups: ['X25519'] }),
      { purpose: 'transport', exposure: 'internet', component: 'edge' },
      { path: 'edge/nginx.conf' },
      { product: 'nginx' },
    );
    const { items } = plan([old]);
    expect(items.map(({ remedy }) => remedy)).toEqual(['tls-1-3', 'nginx-hybrid-group-first']);
    expect(items[1]?.blockedBy).toEqual([items[0]?.id]);
    expect(items[0]?.unblocks).toEqual([items[1]?.id]);
  });

  it('takes the effort and owner that the project states', () => {
    const { items, owners } = plan([nginx], {
      owner: 'platform',
      effort: [{ remedy: 'nginx-hybrid-group-first', days: [3, 4], years: 2 }],
    });
    expect(items[0]).toMatchObject({ owner: 'platform', effort: { days: [3, 4] }, risk: { y: 2 } });
    expect(owners).toEqual([{ owner: 'platform', items: 1, days: [3, 4] }]);
  });

  it('plans nothing for tests', () => {
    expect(plan([{ ...token, usage: { ...token.usage, context: 'test' } }]).items).toEqual([]);
  });
});

describe('remedies', () => {
  const book = readRuleBook(knowledge);

  it('there is a general one for every rule', () => {
    const general = book.remedies.filter(({ when }) => when === undefined).flatMap(({ rules }) => rules);
    expect(book.rules.map(({ id }) => id).filter((id) => !general.includes(id))).toEqual([]);
  });

  it('answer only rules that exist, and wait only for remedies that exist', () => {
    const rules = new Set(book.rules.map(({ id }) => id));
    const remedies = readRemedies(knowledge);
    for (const remedy of remedies.values()) {
      expect(remedy.rules.filter((id) => !rules.has(id))).toEqual([]);
      expect((remedy['after-remedies'] ?? []).filter((id) => !remedies.has(id))).toEqual([]);
    }
  });

  it('give a change with before and after', () => {
    for (const remedy of readRemedies(knowledge).values())
      expect([remedy.id, !!remedy.before, !!remedy.after]).toEqual([remedy.id, true, true]);
  });
});

describe('threat scenarios', () => {
  it.each(readScenarios(knowledge).map(({ id }) => id))(
    '%s rises from nothing today and stays between 0 and 1',
    (id) => {
      const threat = chooseThreat(knowledge, id, TODAY);
      let before = 0;
      for (let year = 2026; year < 2150; year += 0.5) {
        const value = threat.probabilityAt(year);
        expect(value).toBeGreaterThanOrEqual(before);
        expect(value).toBeLessThanOrEqual(1);
        before = value;
      }
      expect(threat.probabilityAt(threat.centralYear + 1)).toBeGreaterThanOrEqual(0.5);
      expect(threat.probabilityAt(threat.centralYear)).toBeLessThan(0.5);
    },
  );

  it('refuses points that fall', () => {
    const points = [
      { year: 2030, probability: 0.5 },
      { year: 2031, probability: 0.4 },
    ];
    expect(() => chooseThreat(knowledge, { id: 'x', title: 'x', source: 'x', points }, TODAY)).toThrow(/rise/);
  });
});

describe('versions', () => {
  it.each([
    ['3.0.2', '3.5.0', -1],
    ['3.10.0', '3.9', 1],
    ['v24', '24.0.0', 0],
    ['20-alpine', '24.7.0', -1],
  ])('%s and %s', (a, b, sign) => expect(Math.sign(compareVersions(a, b))).toBe(sign));
});
