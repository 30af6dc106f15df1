import { defineCheck, fail } from '../check.ts';

export default defineCheck({
  id: 'abuse.allowlist-bypass',
  step: 5,
  title: 'Whole networks are let past every rule',
  gap: 'wide allow list',
  change: 'abrupt',
  severity: 'medium',
  needs: ['ipAccessRules'],
  why: 'An allow rule of this width holds far more strangers than partners.',
  fix: 'Replace the IP Access rule by one for the few addresses meant, or let those callers show a certificate or a token; then delete it.',
  standards: ['API8:2023'],

  evaluate({ ipAccessRules }) {
    return ipAccessRules.flatMap(({ id, mode, target, value, notes, modifiedOn }) => {
      if (mode !== 'whitelist' || value === null || !isWide(target, value)) return [];
      const severity = target === 'asn' && CLOUDS.has(value.replace(/^AS/i, '')) ? 'high' : 'medium';
      return [fail(`ip-access:${id}`, { severity, facts: { target, value, notes, modifiedOn } })];
    });
  },
});

/** Where anybody rents a machine for an hour: Amazon, Google, Microsoft, DigitalOcean, OVH, Hetzner, Akamai, Vultr, Oracle, Alibaba. */
const CLOUDS: ReadonlySet<string> = new Set([
  '16509',
  '14618',
  '15169',
  '396982',
  '8075',
  '14061',
  '16276',
  '24940',
  '63949',
  '20473',
  '31898',
  '45102',
]);

function isWide(target: string | null, value: string): boolean {
  if (target === 'asn' || target === 'country') return true;
  const [address = '', bits] = value.split('/');
  if (bits === undefined) return false;
  return Number(bits) <= (address.includes(':') ? 32 : 16);
}
