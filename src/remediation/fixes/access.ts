/** Fixes of Access: a policy is replaced whole, so whom it lets in is named again; service tokens end. */
import { blank, type Change, readOf, subjectsOf, type Wanted } from './fix.ts';
import { standing } from './hcl.ts';

interface Open {
  id: string;
  name: string;
  precedence: number | null;
  tokenIds: string[];
  path: string;
}

/** Policies of the applications that let in whoever comes, or whoever has any token. */
function openPolicies({ snapshot: { account, sections }, finding }: Wanted): Open[] {
  const apps = new Set(subjectsOf(finding.subjects, 'access-app'));
  const shared = new Map((readOf(sections.accessPolicies) ?? []).map((each) => [each.id, each]));
  return (readOf(sections.accessApps) ?? [])
    .filter(({ id }) => apps.has(id))
    .flatMap((app) =>
      app.policies.flatMap((own) => {
        const policy = shared.get(own.id) ?? own;
        const types = [...policy.include, ...policy.require].map(({ type }) => type);
        const isOpen =
          policy.decision === 'bypass' || types.includes('everyone') || types.includes('any_valid_service_token');
        if (own.id === null || policy.decision === 'deny' || !isOpen) return [];
        const isShared = shared.has(own.id);
        const base = `/accounts/${account.id}/access`;
        return [
          {
            id: own.id,
            name: policy.name ?? own.id,
            precedence: isShared ? null : own.precedence,
            tokenIds: [...new Set(policy.include.flatMap(({ tokenId }) => tokenId ?? []))],
            path: isShared ? `${base}/policies/${own.id}` : `${base}/apps/${app.id}/policies/${own.id}`,
          },
        ];
      }),
    );
}

export function nameCallers(wanted: Wanted): Change {
  const { account } = wanted.snapshot;
  const policies = openPolicies(wanted).map(({ id, path, name, precedence, tokenIds }) => {
    const admitted = tokenIds.length > 0 ? tokenIds : [blank('SERVICE_TOKEN_ID')];
    const body = {
      name,
      decision: 'non_identity',
      include: admitted.map((token_id) => ({ service_token: { token_id } })),
    };
    return { id, path, precedence, isBlank: tokenIds.length === 0, body };
  });
  return {
    kind: 'change',
    steps: policies.map(
      ({ body, isBlank }) =>
        `Open Zero Trust > Access controls > Policies, edit ${body.name}, set its action to Service Auth and let in only ${isBlank ? 'the service token of the caller it is for' : 'the service tokens that it names already'}.`,
    ),
    requests: policies.map(({ path, precedence, body }) => ({
      method: 'PUT',
      path,
      body: { ...body, ...(precedence === null ? {} : { precedence }) },
    })),
    terraform: policies
      .map(({ id, body }) =>
        standing('cloudflare_zero_trust_access_policy', body.name, `${account.id}/${id}`, {
          account_id: account.id,
          ...body,
        }),
      )
      .join('\n'),
    beware: 'Whoever came in without one of these tokens does not come in any more.',
    ...(policies.some(({ isBlank }) => isBlank)
      ? {
          blanks: [
            { name: 'SERVICE_TOKEN_ID', what: 'the id of the service token of the one caller that may come in' },
          ],
        }
      : {}),
  };
}

const YEAR = '8760h';

export function endTokens({ snapshot: { account, sections }, finding }: Wanted): Change {
  const ids = new Set(subjectsOf(finding.subjects, 'service-token'));
  const tokens = (readOf(sections.serviceTokens) ?? []).filter(({ id }) => ids.has(id));
  return {
    kind: 'change',
    steps: tokens.map(
      ({ name, id }) =>
        `Open Zero Trust > Access controls > Service credentials, set the duration of ${name ?? id} to one year and note the day.`,
    ),
    requests: tokens.map(({ id }) => ({
      method: 'PUT',
      path: `/accounts/${account.id}/access/service_tokens/${id}`,
      body: { duration: YEAR },
    })),
    terraform: tokens
      .map(({ id, name }) =>
        standing('cloudflare_zero_trust_access_service_token', name ?? id, `accounts/${account.id}/${id}`, {
          account_id: account.id,
          name: name ?? id,
          duration: YEAR,
        }),
      )
      .join('\n'),
  };
}

/** One that is dead already stands in policies, which are for their owners to change. */
export function disableTokens({ snapshot: { account, sections, takenAt }, finding }: Wanted): Change | undefined {
  const ids = new Set(subjectsOf(finding.subjects, 'service-token'));
  const alive = (readOf(sections.serviceTokens) ?? []).filter(
    ({ id, enabled, expiresAt }) => ids.has(id) && enabled !== false && !(expiresAt !== null && expiresAt < takenAt),
  );
  if (alive.length !== ids.size) return undefined;
  return {
    kind: 'change',
    steps: [
      'Ask whoever holds the token.',
      ...alive.map(
        ({ name, id }) => `Open Zero Trust > Access controls > Service credentials and disable ${name ?? id}.`,
      ),
    ],
    requests: alive.map(({ id }) => ({
      method: 'PUT',
      path: `/accounts/${account.id}/access/service_tokens/${id}`,
      body: { enabled: false },
    })),
    terraform: null,
  };
}
