import type Cloudflare from 'cloudflare';

/** The wire shapes of the official SDK by what its methods return, so that an answer that drifts from them does not compile. */
type Listed<Method extends (...args: never[]) => unknown> =
  ReturnType<Method> extends AsyncIterable<infer Item> ? Item : never;
type Got<Method extends (...args: never[]) => unknown> = Awaited<ReturnType<Method>>;

type Client = Cloudflare;
type Gateway = Client['apiGateway'];
type Access = Client['zeroTrust']['access'];

export type SdkZone = Got<Client['zones']['get']>;
export type Entitlement = Listed<Client['zones']['entitlements']['list']>;
export type DnsRecord = Listed<Client['dns']['records']['list']>;
export type UrlNormalization = Got<Client['urlNormalization']['get']>;
export type GatewayConfiguration = Got<Gateway['configurations']['get']>;
export type SdkOperation = Listed<Gateway['operations']['list']>;
export type SdkDiscoveredOperation = Listed<Gateway['discovery']['operations']['list']>;
export type SdkLabel = Listed<Gateway['labels']['list']>;
export type SchemaSettings = Got<Client['schemaValidation']['settings']['get']>;
export type SchemaSettingOfOperation = Listed<Client['schemaValidation']['settings']['operations']['list']>;
export type UploadedSchema = Listed<Client['schemaValidation']['schemas']['list']>;
export type JwtConfig = Listed<Client['tokenValidation']['configuration']['list']>;
export type JwtRule = Listed<Client['tokenValidation']['rules']['list']>;
export type SdkRuleset = Got<Client['rulesets']['phases']['get']>;
export type SdkRule = NonNullable<SdkRuleset['rules']>[number];
export type RulesetSummary = Listed<Client['rulesets']['list']>;
export type Phase = RulesetSummary['phase'];
export type LeakedCredentialDetection = Listed<Client['leakedCredentialChecks']['detections']['list']>;
export type BotSettings = Got<Client['botManagement']['get']>;
export type LogpushJob = NonNullable<Listed<Client['logpush']['jobs']['list']>>;
export type AlertPolicy = Listed<Client['alerting']['policies']['list']>;
export type AvailableAlerts = Got<Client['alerting']['availableAlerts']['list']>;
/** Picked, since the SDK's own type of a webhook is mixed with the class of the same name. */
export type Webhook = Pick<
  Listed<Client['alerting']['destinations']['webhooks']['list']>,
  'id' | 'created_at' | 'last_failure' | 'last_success' | 'name' | 'type' | 'url'
>;
export type AlertHistory = Listed<Client['alerting']['history']['list']>;
export type ClientCertificate = Listed<Client['clientCertificates']['list']>;
export type Authority = Listed<Client['mtlsCertificates']['list']>;
export type AuthorityAssociation = Listed<Client['mtlsCertificates']['associations']['get']>;
export type AccessApp = Listed<Access['applications']['list']>;
export type SdkServiceToken = Listed<Access['serviceTokens']['list']>;
export type AccessPolicy = Listed<Access['policies']['list']>;
export type AccessCertificate = Listed<Access['certificates']['list']>;
export type ApiToken = Listed<Client['accounts']['tokens']['list']>;
export type PermissionGroup = Listed<Client['accounts']['tokens']['permissionGroups']['list']>;
export type Insight = NonNullable<Listed<Client['securityCenter']['insights']['list']>['issues']>[number];
export type BolaScan = Listed<Client['vulnerabilityScanner']['scans']['list']>;
export type TargetEnvironment = Listed<Client['vulnerabilityScanner']['targetEnvironments']['list']>;
export type CredentialSet = Listed<Client['vulnerabilityScanner']['credentialSets']['list']>;
export type IpAccessRule = Listed<Client['firewall']['accessRules']['list']>;
export type AuditEntry = Listed<Client['accounts']['logs']['audit']['list']>;
export type Account = Listed<Client['accounts']['list']>;
