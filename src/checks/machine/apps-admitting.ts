/** In how many Access applications a service token is let in by name, and whether there may be more. */
import { resolve } from '../controls/access.ts';
import type { Sections } from '../snapshot.ts';

export type Admitting = {
  byName: number;
  /** Those that let any token in, this one among them. */
  byAny: number;
  /** False where applications or their policies could not be read. */
  isWhole: boolean;
};

export function appsAdmitting(
  tokenId: string,
  { accessApps, accessPolicies }: Pick<Sections, 'accessApps' | 'accessPolicies'>,
): Admitting {
  if (accessApps.state !== 'read') return { byName: 0, byAny: 0, isWhole: accessApps.state === 'not_entitled' };
  const apps = accessApps.value.map(({ policies }) => policies.map((policy) => resolve(policy, { accessPolicies })));
  const count = (admits: (rule: { type: string; tokenId: string | null }) => boolean) =>
    apps.filter((policies) =>
      policies.some((policy) => policy && policy.decision !== 'deny' && policy.include.some(admits)),
    ).length;
  return {
    byName: count((rule) => rule.tokenId === tokenId),
    byAny: count((rule) => rule.tokenId === tokenId || rule.type === 'any_valid_service_token'),
    isWhole: apps.every((policies) => policies.every((policy) => policy?.decision)),
  };
}
