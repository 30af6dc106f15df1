/** A review of some hosts of a zone: what concerns other hosts only is left out; what concerns the zone stays. */

import type { Finding } from '../checks/check.ts';
import type { Plan } from '../checks/sections/zone.ts';
import { remediationItems } from './items.ts';
import type { Assessment } from './report.ts';

/** No hosts means all of them. */
export function withinHosts(assessment: Assessment, hosts: readonly string[], plan: Plan): Assessment {
  if (hosts.length === 0) return assessment;
  const wanted = new Set(hosts);
  const left = new Set(assessment.inventory.endpoints.filter(({ host }) => !wanted.has(host)).map(({ key }) => key));
  const endpoints = assessment.inventory.endpoints.filter(({ host }) => wanted.has(host));
  const findings = assessment.findings.flatMap((finding): Finding[] => {
    const subjects = finding.subjects.filter((subject) => !left.has(subject) && !isOtherHost(subject, wanted));
    const touches = finding.touches.filter((key) => !left.has(key));
    const nothingLeft = subjects.length === 0 && finding.subjects.length > 0;
    const actsElsewhere = finding.touches.length > 0 && touches.length === 0;
    return nothingLeft || actsElsewhere ? [] : [{ ...finding, subjects, touches }];
  });
  return {
    ...assessment,
    inventory: { ...assessment.inventory, endpoints },
    findings,
    items: remediationItems(findings, endpoints, plan),
  };
}

function isOtherHost(subject: string, wanted: ReadonlySet<string>): boolean {
  const [, host] = /^(?:host|dns):(.*)$/s.exec(subject) ?? [];
  return host !== undefined && !wanted.has(host);
}
