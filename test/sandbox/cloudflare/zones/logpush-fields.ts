/** The fields of the two datasets that matter to an API, by Cloudflare's names. */
export const HTTP_REQUESTS_FIELDS = (
  'EdgeStartTimestamp RayID ClientIP ClientASN ClientRequestHost ClientRequestMethod ClientRequestPath ClientRequestUserAgent ' +
  'EdgeResponseStatus OriginResponseStatus SecurityAction SecurityActions SecuritySources SecurityRuleIDs WebAssetsOperationID ' +
  'WebAssetsLabelsManaged LeakedCredentialCheckResult ClientMTLSAuthStatus ClientMTLSAuthCertFingerprint WAFAttackScore JA4 BotScore'
).split(' ');

export const FIREWALL_EVENTS_FIELDS = (
  'Datetime RayID Action Source RuleID Ref MatchIndex Description Metadata ClientIP ClientRequestHost ClientRequestMethod ' +
  'ClientRequestPath EdgeResponseStatus LeakedCredentialCheckResult'
).split(' ');
