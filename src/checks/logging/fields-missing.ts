import { defineCheck, fail, unknown } from '../check.ts';
import { jobsOf } from '../controls/logging.ts';
import { doubts } from '../unread.ts';

export default defineCheck({
  id: 'logging.fields-missing',
  step: 7,
  title: 'A log job lacks fields that detections need',
  gap: 'fields missing',
  change: 'upkeep',
  severity: 'medium',
  needs: [],
  uses: ['logpushZone', 'logpushAccount', 'bots'],
  why: 'A detection over a field that is not sent finds nothing, and says so to nobody.',
  fix: 'Add the fields to the job, and see them parsed in the SIEM.',
  standards: ['API8:2023'],

  evaluate({ sections }) {
    const { bots } = sections;
    const hasScores = bots.state === 'read' && bots.value.product === 'enterprise';
    const { logpushZone, logpushAccount } = sections;
    return [
      ...jobsOf({ logpushZone, logpushAccount })
        .filter(({ enabled }) => enabled === true)
        .flatMap(({ id, dataset, fieldNames }) => {
          const wanted = [
            ...(NEEDED.get(dataset ?? '') ?? []),
            ...(hasScores && dataset === 'http_requests' ? SCORES : []),
          ];
          const missing = wanted.filter((field) => !fieldNames.includes(field));
          const subject = `logpush:${id}`;
          if (missing.length === 0) return [];
          if (fieldNames.length === 0) return [unknown(subject, 'not_understood')]; // an older job keeps them elsewhere
          return [fail(subject, { cause: subject, facts: { dataset, missing } })];
        }),
      ...doubts({ logpushZone, logpushAccount }),
    ];
  },
});

const NEEDED: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'http_requests',
    `EdgeStartTimestamp RayID ClientIP ClientASN ClientRequestHost ClientRequestMethod ClientRequestPath
    ClientRequestUserAgent EdgeResponseStatus OriginResponseStatus SecurityAction SecurityActions SecuritySources
    SecurityRuleIDs WebAssetsOperationID WebAssetsLabelsManaged LeakedCredentialCheckResult ClientMTLSAuthStatus
    ClientMTLSAuthCertFingerprint WAFAttackScore`.split(/\s+/),
  ],
  [
    'firewall_events',
    `Datetime RayID Action Source RuleID Ref MatchIndex Description Metadata ClientIP ClientRequestHost
    ClientRequestMethod ClientRequestPath EdgeResponseStatus LeakedCredentialCheckResult`.split(/\s+/),
  ],
]);
/** Filled only with Bot Management. */
const SCORES = ['JA4', 'BotScore'];
