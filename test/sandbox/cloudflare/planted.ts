import {
  GITHUB_DOCUMENTED_ONLY,
  GITHUB_SHADOWS,
  GITHUB_UNDOCUMENTED,
  GITHUB_WITHOUT_OWNER,
} from './zones/github-api.ts';
import { SHOP_IDS } from './zones/shop.ts';
import { ACCOUNT_IDS } from './zones/shop-account.ts';
import { SHOP_DOCUMENTED_ONLY, SHOP_IGNORED, SHOP_SHADOWS, SHOP_UNDOCUMENTED } from './zones/shop-operations.ts';

/** What is wrong in the named zones: check to subjects. For a check named here these are all its failing subjects; others may fail too. */
type Planted = Record<string, string[]>;

/** The same in every zone, as they share the account. */
const ACCOUNT: Planted = {
  'machine.service-token-nonexpiring': [`service-token:${ACCOUNT_IDS.foreverToken}`],
  'machine.service-token-dormant': [`service-token:${ACCOUNT_IDS.idleToken}`],
  'machine.service-token-any': [`access-app:${ACCOUNT_IDS.anyTokenApp}`],
  'machine.service-token-shared': [`service-token:${ACCOUNT_IDS.sharedToken}`],
  'machine.api-token-no-expiry': [`token:${ACCOUNT_IDS.endlessToken}`],
  'machine.api-token-no-ip': [`token:${ACCOUNT_IDS.endlessToken}`],
  'machine.api-token-broad': [`token:${ACCOUNT_IDS.broadToken}`],
  'machine.api-token-stale': [`token:${ACCOUNT_IDS.staleToken}`],
  'logging.job-health-alert': [`account:${ACCOUNT_IDS.account}`],
  'logging.credential-alerts-missing': [`account:${ACCOUNT_IDS.account}`],
  'logging.insights-alert-missing': [`account:${ACCOUNT_IDS.account}`],
  'logging.audit-export-missing': [`account:${ACCOUNT_IDS.account}`],
  'logging.destination-dead': [`webhook:${ACCOUNT_IDS.deadWebhook}`],
};

const SHOP: Planted = {
  ...ACCOUNT,
  'inventory.shadow-endpoint': SHOP_SHADOWS,
  'inventory.shadow-ignored': SHOP_IGNORED,
  'inventory.undocumented-operation': SHOP_UNDOCUMENTED,
  'inventory.documented-not-observed': SHOP_DOCUMENTED_ONLY,
  'inventory.zombie-endpoint': ['GET mobile.shop.example/v2/feed'],
  'inventory.audience-unclassified': ['GET api.shop.example/v1/status'],
  'inventory.no-owner-label': ['GET mobile.shop.example/v2/feed', 'GET partner.shop.example/v1/prices'],
  'inventory.unproxied-api-host': ['dns:internal-api.shop.example'],
  'inventory.no-fallthrough-rule': ['host:admin.shop.example', 'host:mobile.shop.example', 'host:partner.shop.example'],
  'auth.access-bypass': [`access-app:${ACCOUNT_IDS.bypassedApp}`],
  'auth.endpoint-unauthenticated': ['GET api.shop.example/v1/customers/{var1}'],
  'auth.endpoint-mixed': ['GET mobile.shop.example/v2/profile'],
  'auth.jwt-optional': [`jwt-rule:${SHOP_IDS.optionalJwtRule}`],
  'auth.jwt-excluded-operation': ['POST api.shop.example/v1/payments'],
  'auth.jwt-config-unused': [`jwt-config:${SHOP_IDS.unusedJwtConfig}`],
  'auth.jwt-weak-key': [`jwt-config:${SHOP_IDS.unusedJwtConfig}`],
  'auth.login-unlabelled': ['POST auth.shop.example/v1/sign-up'],
  'auth.plaintext-transport': ['zone:shop.example'],
  'authz.bola-enumeration': ['GET api.shop.example/v1/orders/{var1}'],
  'authz.bola-scan-finding': ['GET api.shop.example/v1/orders/{var1}'],
  'authz.object-id-no-depth': ['DELETE admin.shop.example/admin/users/{var1}'],
  'input.no-schema': SHOP_UNDOCUMENTED,
  'input.sensitive-response': ['GET admin.shop.example/admin/users'],
  'input.learned-available': ['GET api.shop.example/v1/invoices/{var1}'],
  'input.body-not-inspected': ['POST api.shop.example/v1/refunds'],
  'input.schema-not-enforced': ['POST api.shop.example/v1/payments'],
  'input.managed-ruleset-missing': ['host:admin.shop.example'],
  'input.execute-excludes-api': ['rule:http_request_firewall_managed/managed'],
  'input.managed-weakened': ['rule:http_request_firewall_managed/managed'],
  'input.waf-skip-on-api': ['rule:http_request_firewall_custom/carts_skip'],
  'abuse.auth-no-ratelimit': ['POST auth.shop.example/v1/login'],
  'abuse.limit-vs-suggested': ['POST api.shop.example/v1/orders'],
  'abuse.ip-only-counter': ['POST auth.shop.example/v1/password/reset', 'POST auth.shop.example/v1/sign-up'],
  'abuse.success-counted-only': ['rule:http_ratelimit/reset_limit', 'rule:http_ratelimit/token_limit'],
  'abuse.leaked-creds-off': ['zone:shop.example'],
  'abuse.allowlist-bypass': [`ip-access:${SHOP_IDS.cloudAllowed}`],
  'machine.mtls-host-unenforced': ['host:mobile.shop.example'],
  'machine.mtls-any-issuer': ['rule:http_request_firewall_custom/partner_certificate'],
  'machine.jwt-key-rotation': [`jwt-config:${SHOP_IDS.unusedJwtConfig}`],
  'machine.origin-bypass': ['zone:shop.example'],
  'machine.client-cert-expiring': [`client-cert:${SHOP_IDS.expiringCertificate}`],
  'logging.firewall-events-missing': ['zone:shop.example'],
  'logging.fields-missing': ['logpush:1001'],
  'logging.job-failing': ['logpush:1003'],
  'logging.security-alert-missing': ['zone:shop.example'],
  'logging.rule-log-suppressed': ['rule:http_request_firewall_custom/carts_skip'],
  'remediation.stuck-in-log': ['rule:http_ratelimit/reset_limit', 'rule:http_request_firewall_custom/attack_score'],
  'remediation.disabled-control': ['rule:http_ratelimit/search_limit'],
};

const GITHUB_API: Planted = {
  ...ACCOUNT,
  'inventory.shadow-endpoint': GITHUB_SHADOWS,
  'inventory.undocumented-operation': GITHUB_UNDOCUMENTED,
  'inventory.documented-not-observed': GITHUB_DOCUMENTED_ONLY,
  'inventory.no-owner-label': GITHUB_WITHOUT_OWNER,
  'auth.session-id-missing': ['zone:github-api.example'],
  'authz.bola-never-tested': ['zone:github-api.example'],
  'input.no-schema': GITHUB_UNDOCUMENTED,
  'input.schema-override-none': ['zone:github-api.example'],
  'abuse.leaked-creds-unused': ['zone:github-api.example'],
  'abuse.uniform-limit': ['rule:http_ratelimit/one_limit_for_all'],
  'remediation.enforced-unproven': ['rule:http_ratelimit/one_limit_for_all'],
  'logging.security-alert-missing': ['zone:github-api.example'],
};

const SMALL_BUSINESS: Planted = {
  ...ACCOUNT,
  'inventory.over-broad-template': ['GET api.small-business.example/{var1}'],
  'abuse.auth-no-ratelimit': [
    'POST api.small-business.example/login',
    'POST api.small-business.example/password/forgot',
  ],
  'abuse.exposed-creds-legacy': [
    'POST api.small-business.example/login',
    'POST api.small-business.example/password/forgot',
  ],
  'abuse.leaked-creds-off': ['zone:small-business.example'],
  'logging.http-requests-missing': ['zone:small-business.example'],
  'logging.firewall-events-missing': ['zone:small-business.example'],
  'logging.security-alert-missing': ['zone:small-business.example'],
};

export const planted: Record<'shop.example' | 'github-api.example' | 'small-business.example', Planted> = {
  'shop.example': SHOP,
  'github-api.example': GITHUB_API,
  'small-business.example': SMALL_BUSINESS,
};
