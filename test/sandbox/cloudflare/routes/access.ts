import { paged } from '../envelope.ts';
import { accountRoute, type Route } from '../routing.ts';
import type { AccessApp, AccessCertificate, AccessPolicy, SdkServiceToken } from '../sdk-types.ts';

/** Cloudflare Access: applications, policies, service tokens, certificates. */
const APPS = ['Access: Apps and Policies Read'];

export const accessRoutes: Route[] = [
  accountRoute('/access/apps', APPS, ({ account, query }) => paged(query, account.accessApps satisfies AccessApp[])),
  accountRoute('/access/policies', APPS, ({ account, query }) =>
    paged(query, account.accessPolicies satisfies AccessPolicy[]),
  ),
  accountRoute('/access/service_tokens', ['Access: Service Tokens Read'], ({ account, query }) =>
    paged(query, account.serviceTokens satisfies SdkServiceToken[]),
  ),
  accountRoute('/access/certificates', ['Access: Mutual TLS Certificates Read'], ({ account, query }) =>
    paged(query, account.accessCertificates satisfies AccessCertificate[]),
  ),
];
