/** In how many Access applications a service token is let in by name; undefined when that could not be read. */
import type { Sections } from '../snapshot.ts';

export function appsAdmitting(
  tokenId: string,
  { accessApps, accessPolicies }: Pick<Sections, 'accessApps' | 'accessPolicies'>,
): number | undefined {
  if (accessApps.state !== 'read') return undefined;
  const reusable = new Map(
    accessPolicies.state === 'read' ? accessPolicies.value.map((policy) => [policy.id, policy]) : [],
  );
  return accessApps.value.filter(({ policies }) =>
    policies
      .map((policy) => (policy.decision === null ? (reusable.get(policy.id) ?? policy) : policy))
      .some(({ include }) => include.some((rule) => rule.tokenId === tokenId)),
  ).length;
}
