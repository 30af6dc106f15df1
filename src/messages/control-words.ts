/** Controls by the names that people use. */
import type { ControlName } from '../review/ask/asked.ts';

const CONTROLS: Record<ControlName, string> = {
  'rate-limit': 'rate limit',
  schema: 'schema validation',
  jwt: 'JWT validation',
  mtls: 'mTLS',
  'waf-managed': 'managed WAF rules',
  'waf-custom': 'custom WAF rules',
  bots: 'bot protection',
  'leaked-credentials': 'leaked credentials check',
  access: 'Cloudflare Access',
  logging: 'logging',
};

export const controlInWords = (control: ControlName) => CONTROLS[control];
