import type { Route } from '../routing.ts';
import { accessRoutes } from './access.ts';
import { accountWriteRoutes } from './account-writes.ts';
import { apiGatewayRoutes } from './api-gateway.ts';
import { certificateRoutes } from './certificates.ts';
import { graphqlRoutes } from './graphql.ts';
import { insightRoutes } from './insights.ts';
import { loggingRoutes } from './logging.ts';
import { ruleWriteRoutes } from './rule-writes.ts';
import { rulesetRoutes } from './rulesets.ts';
import { securityRoutes } from './security.ts';
import { settingWriteRoutes } from './setting-writes.ts';
import { tokenRoutes } from './tokens.ts';
import { validationRoutes } from './validation.ts';
import { zoneRoutes } from './zone.ts';
import { zoneWriteRoutes } from './zone-writes.ts';

/** Every route the sandbox knows; more exact patterns stand before those with a variable in the same place. */
export const routes: Route[] = [
  ...zoneRoutes,
  ...apiGatewayRoutes,
  ...validationRoutes,
  ...rulesetRoutes,
  ...ruleWriteRoutes,
  ...settingWriteRoutes,
  ...zoneWriteRoutes,
  ...accountWriteRoutes,
  ...securityRoutes,
  ...certificateRoutes,
  ...loggingRoutes,
  ...accessRoutes,
  ...insightRoutes,
  ...tokenRoutes,
  ...graphqlRoutes,
];
