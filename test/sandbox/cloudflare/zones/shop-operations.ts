import { uuid } from '../ids.ts';
import type { UploadedSchema } from '../sdk-types.ts';
import type { DiscoveredOperation, SavedOperation } from '../state.ts';
import { discovered, operation, uploadedSchema } from './build.ts';

/** The endpoints of shop.example: what is saved, what is documented, and what only traffic shows. */
const API = 'api.shop.example';
const AUTH = 'auth.shop.example';
const MOBILE = 'mobile.shop.example';
const PARTNER = 'partner.shop.example';
const ADMIN = 'admin.shop.example';

/** Where, the user labels and managed labels. */
const SAVED: [where: string, labels: string][] = [
  [`POST ${AUTH}/v1/login`, 'owner-identity public cf-log-in'],
  [`POST ${AUTH}/v1/token`, 'owner-identity public cf-log-in'],
  [`POST ${AUTH}/v1/token/refresh`, 'owner-identity public cf-log-in'],
  [`POST ${AUTH}/v1/password/reset`, 'owner-identity public cf-password-reset'],
  [`POST ${AUTH}/v1/sign-up`, 'owner-identity public'],
  [`GET ${API}/v1/products`, 'owner-catalogue public'],
  [`GET ${API}/v1/products/{var1}`, 'owner-catalogue public'],
  [`GET ${API}/v1/search`, 'owner-catalogue public'],
  [`GET ${API}/v1/status`, 'owner-platform'],
  [`GET ${API}/v1/orders`, 'owner-orders public'],
  [`GET ${API}/v1/orders/{var1}`, 'owner-orders public cf-risk-bola-enumeration'],
  [`POST ${API}/v1/orders`, 'owner-orders public cf-purchase'],
  [`DELETE ${API}/v1/orders/{var1}`, 'owner-orders public'],
  [`GET ${API}/v1/invoices/{var1}`, 'owner-orders public cf-risk-missing-schema'],
  [`GET ${API}/v1/customers/{var1}`, 'owner-customers public cf-risk-missing-auth'],
  [`PATCH ${API}/v1/customers/{var1}`, 'owner-customers public cf-account-update'],
  [`POST ${API}/v1/payments`, 'owner-payments public cf-add-payment'],
  [`POST ${API}/v1/refunds`, 'owner-payments public'],
  [`GET ${API}/v1/carts/{var1}`, 'owner-orders public'],
  [`POST ${API}/v1/carts/{var1}/items`, 'owner-orders public cf-add-cart'],
  [`GET ${MOBILE}/v2/feed`, 'mobile cf-risk-zombie'],
  [`POST ${MOBILE}/v2/devices`, 'owner-mobile mobile'],
  [`GET ${MOBILE}/v2/profile`, 'owner-mobile mobile cf-risk-mixed-auth'],
  [`GET ${PARTNER}/v1/stock`, 'owner-partners partner'],
  [`POST ${PARTNER}/v1/stock`, 'owner-partners partner'],
  [`GET ${PARTNER}/v1/prices`, 'partner'],
  [`GET ${ADMIN}/admin/users`, 'owner-platform internal cf-risk-sensitive'],
  [`DELETE ${ADMIN}/admin/users/{var1}`, 'owner-platform internal'],
];

export const SHOP_UNDOCUMENTED = [`GET ${API}/v1/invoices/{var1}`, `POST ${MOBILE}/v2/devices`];

export const SHOP_SHADOWS = [
  `GET ${API}/internal/metrics`,
  `GET ${API}/v1/export/{var1}`,
  `POST ${API}/v1/gift-cards/redeem`,
  `POST ${API}/v1/login/legacy`,
];

export const SHOP_IGNORED = [`GET ${API}/v1/beta/{var1}`];

export const SHOP_DOCUMENTED_ONLY = [`GET ${API}/v1/wishlist/{var1}`, `POST ${API}/v1/wishlist`];

/** One of the shadows is in the document: written down, in use, and not saved. */
const DOCUMENTED = [
  ...SAVED.map(([where]) => where).filter((where) => !SHOP_UNDOCUMENTED.includes(where)),
  `POST ${API}/v1/gift-cards/redeem`,
];
const DOCUMENT = 'shop-api.json';

/** The second document is switched off: its operations are documented and not validated. */
export const SHOP_SCHEMAS: UploadedSchema[] = [
  uploadedSchema(DOCUMENT, DOCUMENTED, true, {
    [`POST ${API}/v1/orders`]: ['application/json'],
    [`POST ${API}/v1/refunds`]: ['application/json', 'application/x-www-form-urlencoded'],
  }),
  uploadedSchema('shop-wishlist.json', SHOP_DOCUMENTED_ONLY, false),
];

export function shopOperations(): SavedOperation[] {
  const schema = { id: uuid(`schema ${DOCUMENT}`), name: DOCUMENT };
  return SAVED.map(([where, labels]) => {
    const active = SHOP_UNDOCUMENTED.includes(where) ? null : schema;
    const one = operation(where, labels.split(' '), active);
    if (where === `POST ${API}/v1/payments`) one.features.schema_info.mitigation_action = 'none';
    if (where === `POST ${API}/v1/refunds`) one.features.schema_info.mitigation_action = 'log';
    if (where === `POST ${API}/v1/orders`) Object.assign(one.features, suggestion(20));
    if (where === `PATCH ${API}/v1/customers/{var1}`) Object.assign(one.features, suggestion(900));
    return one;
  });
}

export function shopDiscovered(): DiscoveredOperation[] {
  const volumes = [14.5, 820.25, 96, 310.5];
  return [
    ...SHOP_SHADOWS.map((where, index) =>
      discovered(
        where,
        volumes[index] ?? 10,
        where.includes('/login/') ? { labels: ['cf-log-in'], origin: ['ML', 'LabelDiscovery'] } : {},
      ),
    ),
    ...SHOP_IGNORED.map((where) => discovered(where, 42, { state: 'ignored' })),
    discovered(`GET ${API}/v1/products`, 5200, { state: 'saved', origin: ['SessionIdentifier'] }),
  ];
}

/** Requests of one session in ten minutes, as Cloudflare learned them. */
function suggestion(suggested_threshold: number) {
  const spread = { lower: suggested_threshold * 0.9, upper: suggested_threshold * 1.1 };
  return {
    thresholds: {
      auth_id_tokens: 4200,
      data_points: 1008,
      last_updated: '2026-11-20T06:00:00Z',
      p50: suggested_threshold / 4,
      p90: suggested_threshold / 2,
      p99: suggested_threshold * 0.8,
      period_seconds: 600,
      requests: 185_000,
      suggested_threshold,
    },
    confidence_intervals: {
      last_updated: '2026-11-20T06:00:00Z',
      suggested_threshold: {
        mean: suggested_threshold,
        confidence_intervals: { p90: spread, p95: spread, p99: spread },
      },
    },
  };
}
