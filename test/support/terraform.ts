/** Whether a text says only what version 5 of the provider documents, as `terraform fmt` would leave it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { expect } from 'vitest';

const attributes = (names: string) => names.split(' ');

/** Attributes of the resources that fixes use, and which can be imported. */
const DOCUMENTED: Record<string, { attributes: string[]; canImport: boolean }> = {
  cloudflare_ruleset: {
    attributes: attributes('kind name phase account_id description rules zone_id'),
    canImport: true,
  },
  cloudflare_api_shield_operation: { attributes: attributes('endpoint host method zone_id'), canImport: true },
  cloudflare_api_shield: { attributes: attributes('auth_id_characteristics zone_id'), canImport: true },
  cloudflare_schema_validation_settings: {
    attributes: attributes('validation_default_mitigation_action validation_override_mitigation_action zone_id'),
    canImport: false,
  },
  cloudflare_schema_validation_operation_settings: {
    attributes: attributes('mitigation_action operation_id zone_id'),
    canImport: false,
  },
  cloudflare_schema_validation_schemas: {
    attributes: attributes('kind name source validation_enabled zone_id'),
    canImport: true,
  },
  cloudflare_token_validation_rules: {
    attributes: attributes('action description enabled expression selector title position zone_id'),
    canImport: true,
  },
  cloudflare_leaked_credential_check: { attributes: attributes('enabled zone_id'), canImport: false },
  cloudflare_leaked_credential_check_rule: { attributes: attributes('password username zone_id'), canImport: true },
  cloudflare_logpush_job: {
    attributes: attributes(
      'destination_conf account_id dataset enabled filter kind max_upload_bytes name output_options ownership_challenge zone_id',
    ),
    canImport: true,
  },
  cloudflare_notification_policy: {
    attributes: attributes('alert_type mechanisms name account_id alert_interval description enabled filters'),
    canImport: true,
  },
  cloudflare_notification_policy_webhooks: { attributes: attributes('account_id name url secret'), canImport: true },
  cloudflare_zone_setting: { attributes: attributes('setting_id value enabled zone_id'), canImport: true },
  cloudflare_zero_trust_access_policy: {
    attributes: attributes('decision name account_id exclude include require session_duration'),
    canImport: true,
  },
  cloudflare_zero_trust_access_service_token: {
    attributes: attributes('name account_id client_secret_version duration zone_id'),
    canImport: true,
  },
  cloudflare_dns_record: {
    attributes: attributes('name ttl type comment content data priority proxied settings tags zone_id'),
    canImport: true,
  },
  cloudflare_url_normalization_settings: { attributes: attributes('scope type zone_id'), canImport: true },
  cloudflare_bot_management: {
    attributes: attributes('zone_id fight_mode sbfm_definitely_automated sbfm_likely_automated sbfm_verified_bots'),
    canImport: true,
  },
  cloudflare_authenticated_origin_pulls_settings: { attributes: attributes('enabled zone_id'), canImport: true },
};

const RULE = attributes(
  'action expression action_parameters description enabled exposed_credential_check logging ratelimit ref id',
);

/** Resources of a text with their own attributes, and what is imported. */
function resourcesIn(text: string): { type: string; attributes: string[]; imported: boolean }[] {
  return [...text.matchAll(/^resource "(\w+)" "(\w+)" \{\n([\s\S]*?)\n\}$/gm)].map(
    ([, type = '', name = '', body = '']) => ({
      type,
      attributes: [...body.matchAll(/^ {2}(\w+) *=/gm)].map(([, attribute = '']) => attribute),
      imported: text.includes(`to = ${type}.${name}\n`),
    }),
  );
}

const rulesIn = (text: string): string[] =>
  [...text.matchAll(/^ {6}(\w+) *= /gm)].map(([, attribute = '']) => attribute);

export function expectDocumented(text: string | null): void {
  if (text === null) return;
  const resources = resourcesIn(text);
  expect(resources).not.toEqual([]);
  for (const { type, attributes, imported } of resources) {
    expect(DOCUMENTED[type]?.attributes, type).toEqual(expect.arrayContaining(attributes));
    expect(imported && !DOCUMENTED[type]?.canImport, `${type} cannot be imported`).toBe(false);
    if (type === 'cloudflare_ruleset') expect(RULE).toEqual(expect.arrayContaining(rulesIn(text)));
  }
}

/** As `terraform fmt` would leave it: by its rule for equals signs everywhere, and by itself on a machine that has it. */
export function expectFormatted(text: string): void {
  expect(aligned(text)).toBe(text);
  if (spawnSync('terraform', ['version']).status !== 0) return;
  expect(execFileSync('terraform', ['fmt', '-'], { input: text, encoding: 'utf8' })).toBe(text);
}

/** Equals signs stand below one another on single lines that follow each other; what spans lines stands alone. */
function aligned(text: string): string {
  const lines = text.split('\n').map((line) => ({ line, parts: /^( *)(\w+) *= (.*[^[{(]|"[^"]*")$/.exec(line) }));
  return lines
    .map(({ line, parts }, at) => {
      if (!parts) return line;
      let [from, to] = [at, at];
      const same = (index: number) => lines[index]?.parts?.[1] === parts[1];
      while (same(from - 1)) from -= 1;
      while (same(to + 1)) to += 1;
      const width = Math.max(...lines.slice(from, to + 1).map((each) => each.parts?.[2]?.length ?? 0));
      return `${parts[1]}${parts[2]?.padEnd(width)} = ${parts[3]}`;
    })
    .join('\n');
}
