import type {
  AccessApp,
  AccessCertificate,
  AccessPolicy,
  AlertHistory,
  AlertPolicy,
  ApiToken,
  AuditEntry,
  Authority,
  AuthorityAssociation,
  AvailableAlerts,
  BolaScan,
  BotSettings,
  ClientCertificate,
  CredentialSet,
  DnsRecord,
  Entitlement,
  GatewayConfiguration,
  Insight,
  IpAccessRule,
  JwtConfig,
  JwtRule,
  LeakedCredentialDetection,
  LogpushJob,
  Phase,
  SchemaSettings,
  SdkDiscoveredOperation,
  SdkLabel,
  SdkOperation,
  SdkRule,
  SdkServiceToken,
  TargetEnvironment,
  UploadedSchema,
  UrlNormalization,
  Webhook,
} from './sdk-types.ts';

/** The state behind the sandbox's answers, in Cloudflare's own wire shapes: plain data, read anew at every call. */
export interface ZoneState {
  id: string;
  name: string;
  plan: 'free' | 'pro' | 'business' | 'enterprise';
  /** The API Shield subscription: discovery, session identifiers, JWT validation, risk labels. */
  apiShield: boolean;
  entitlements: Entitlement[];
  dns: DnsRecord[];
  settings: { always_use_https: 'on' | 'off'; min_tls_version: '1.0' | '1.1' | '1.2' | '1.3' };
  urlNormalization: UrlNormalization;
  sessionIdentifiers: GatewayConfiguration['auth_id_characteristics'];
  operations: SavedOperation[];
  discovered: DiscoveredOperation[];
  labels: ZoneLabel[];
  schemaSettings: SchemaSettings;
  schemas: UploadedSchema[];
  jwtConfigs: JwtConfig[];
  jwtRules: JwtRule[];
  /** A phase that is absent has never had a rule: its entry point answers 404. */
  phases: Partial<Record<Phase, SdkRule[]>>;
  leakedCredentials: {
    enabled: boolean;
    detections: LeakedCredentialDetection[];
    /** The managed transform that tells the origin. */
    headerAdded?: boolean;
  };
  bots: BotSettings;
  logpush: LogpushJob[];
  clientCertificates: ClientCertificate[];
  /** Hosts that ask for a client certificate: of Cloudflare's managed CA, and by id of a CA of the account. */
  mtlsHosts: { managed: string[]; byAuthority: Record<string, string[]> };
  originTls: boolean;
  ipAccessRules: IpAccessRule[];
  insights: Insight[];
  /** Requests over the last day, as the analytics would count them. */
  traffic: TrafficRow[];
  /** Requests that a rule matched. */
  securityEvents: SecurityEventRow[];
}

export interface AccountState {
  id: string;
  name: string;
  entitlements: Entitlement[];
  phases: Partial<Record<Phase, SdkRule[]>>;
  customRulesets: CustomRuleset[];
  logpush: LogpushJob[];
  alertPolicies: AlertPolicy[];
  availableAlerts: AvailableAlerts;
  webhooks: Webhook[];
  alertHistory: AlertHistory[];
  authorities: Authority[];
  authorityAssociations: Record<string, AuthorityAssociation[]>;
  accessApps: AccessApp[];
  accessPolicies: AccessPolicy[];
  serviceTokens: ServiceToken[];
  accessCertificates: AccessCertificate[];
  apiTokens: ApiToken[];
  insights: Insight[];
  bolaScans: BolaScan[];
  targetEnvironments: TargetEnvironment[];
  credentialSets: CredentialSet[];
  audit: AuditEntry[];
}

/** One object with every feature, of which a call gets those it asks for; labels are sent though the SDK does not type them. */
export interface SavedOperation extends Omit<SdkOperation, 'features'> {
  features: {
    thresholds?: Thresholds;
    confidence_intervals?: ConfidenceIntervals;
    schema_info: SchemaInfo;
  };
  labels: string[];
}

export interface DiscoveredOperation extends SdkDiscoveredOperation {
  labels: string[];
}

/** Not typed by the SDK: when a service token was made and last seen. */
interface ServiceToken extends SdkServiceToken {
  created_at?: string;
  updated_at?: string;
  last_seen_at?: string;
}

export interface ZoneLabel extends Omit<SdkLabel, 'mapped_resources' | 'metadata'> {
  metadata: Record<string, string> | null;
}

interface CustomRuleset {
  id: string;
  name: string;
  phase: Phase;
  rules: SdkRule[];
  last_updated: string;
}

export interface TrafficRow {
  operationId: string;
  labels: string[];
  status: number;
  count: number;
  /** Requests that carried no session identifier. */
  unauthenticated?: number;
  leaked?: number;
  /** When, in ms; without it they are there whenever somebody looks. */
  at?: number;
}

interface SecurityEventRow {
  ruleId: string;
  ref: string;
  action: string;
  source: string;
  host: string;
  method: string;
  path: string;
  count: number;
  asn?: string;
  agent?: string;
  at?: number;
}

type AllFeatures<Feature> = Feature extends unknown ? (keys: Feature) => void : never;
type Merged<Feature> = AllFeatures<Feature> extends (keys: infer All) => void ? All : never;
type SdkFeatures = Merged<NonNullable<SdkOperation['features']>>;
type Thresholds = NonNullable<SdkFeatures extends { thresholds?: infer T } ? T : never>;
type ConfidenceIntervals = NonNullable<SdkFeatures extends { confidence_intervals?: infer T } ? T : never>;
type SchemaInfo = NonNullable<SdkFeatures extends { schema_info?: infer T } ? T : never>;
