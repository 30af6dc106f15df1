/** Fills in what only people know, as the reader of a fix would. */
import type { Finding } from '../../src/checks/check.ts';
import type { ApiRequest, Change } from '../../src/remediation/fixes/fix.ts';
import { uploadedSchema } from '../sandbox/cloudflare/zones/build.ts';
import { ACCOUNT_IDS } from '../sandbox/cloudflare/zones/shop-account.ts';

const KNOWN: Record<string, string> = {
  DESTINATION: 'https://siem.example/in?header_Authorization=FAKE',
  WEBHOOK_URL: 'https://pager.example/new',
  EMAIL: 'security@shop.example',
  SERVICE_TOKEN_ID: ACCOUNT_IDS.foreverToken,
  ADDRESSES: '203.0.113.7',
  HOST: 'partner.shop.example',
  ISSUER_SKI: '27fd1d6e',
  DOCUMENT_NAME: 'all.json',
};

export function filledIn({ requests, blanks = [] }: Change, finding: Finding, zoneName: string): ApiRequest[] {
  const known = { ...KNOWN, ...ofFinding(finding, zoneName) };
  let text = JSON.stringify(requests);
  for (const { name } of blanks) {
    const value = known[name];
    if (value === undefined) throw new Error(`nobody knows ${name}`);
    text = text.replaceAll(`{{${name}}}`, () => JSON.stringify(value).slice(1, -1));
  }
  if (text.includes('{{')) throw new Error(`a blank is left: ${text}`);
  return JSON.parse(text) as ApiRequest[];
}

function ofFinding({ check, subjects }: Finding, zoneName: string): Record<string, string> {
  const json = Object.fromEntries(subjects.map((key) => [key, ['application/json']]));
  const owner = zoneName.startsWith('github') ? 'owner-repos' : 'owner-platform';
  return {
    OPENAPI_DOCUMENT: uploadedSchema('all.json', subjects, true, json).source,
    LABEL: check === 'inventory.no-owner-label' ? owner : 'public',
  };
}
