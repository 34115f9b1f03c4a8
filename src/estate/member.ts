import type { Finding, Location, Report, WorkItem } from '../model/index.js';

/** A report as an estate of one: every path and id of its own carries its name. A report of an estate stays as it is. */
export function asMember(report: Report, name: string): Report {
  if (report.estate) return report;
  const under = (path: string) => `${name}/${path}`;
  const own = (id: string) => `${name}:${id}`;
  const place = <T extends Location>(location: T): T => {
    if (location.type === 'file') return { ...location, path: under(location.path) };
    return location.declaredAt
      ? { ...location, declaredAt: { ...location.declaredAt, path: under(location.declaredAt.path) } }
      : location;
  };
  const finding = (one: Finding): Finding => ({
    ...one,
    id: own(one.id),
    ...(one.suppression?.at && { suppression: { ...one.suppression, at: under(one.suppression.at) } }),
  });
  const item = (one: WorkItem): WorkItem => ({
    ...one,
    id: own(one.id),
    component: under(one.component),
    findings: one.findings.map(own),
    blockedBy: one.blockedBy.map(own),
    unblocks: one.unblocks.map(own),
    steps: one.steps.map((step) =>
      step.location ? { ...step, location: { ...step.location, path: under(step.location.path) } } : step,
    ),
  });
  const { plan, coverage, verdict, today, targets, tool } = report;
  return {
    ...report,
    attempts: report.attempts.map((one) => ({
      ...one,
      target: one.target.includes('://') ? one.target : under(one.target),
    })),
    occurrences: report.occurrences.map((one) => ({
      ...one,
      evidence: { ...one.evidence, location: place(one.evidence.location) },
      usage: { ...one.usage, component: under(one.usage.component ?? '.') },
    })),
    fields: report.fields.map((one) => ({ ...one, location: place(one.location) })),
    findings: report.findings.map(finding),
    lifespans: Object.fromEntries(Object.entries(report.lifespans).map(([id, one]) => [own(id), one])),
    plan: {
      items: plan.items.map(item),
      waves: plan.waves.map((one) => ({ ...one, items: one.items.map(own) })),
      calendar: plan.calendar.map((one) =>
        plan.items.some(({ id }) => id === one.ref) ? { ...one, ref: own(one.ref!) } : one,
      ),
      pathways: plan.pathways.map((one) => ({ ...one, id: own(one.id) })),
      agility: plan.agility.map((one) => ({ ...one, component: under(one.component) })),
    },
    notices: report.notices.map((text) => `${name}: ${text}`),
    ...(report.fixed && { fixed: report.fixed.map((one) => ({ ...one, place: under(one.place) })) }),
    estate: [{ name, today, targets, tool, coverage, status: verdict.status, progress: verdict.progress }],
  };
}
