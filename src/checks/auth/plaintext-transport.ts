import { defineCheck, fail, unknown } from '../check.ts';
import { isObserved } from '../observed.ts';

export default defineCheck({
  id: 'auth.plaintext-transport',
  step: 2,
  title: 'The zone accepts unencrypted or outdated connections',
  gap: 'weak transport',
  change: 'abrupt',
  severity: 'medium',
  needs: ['operations', 'tlsSettings'],
  why: 'A credential sent once over plain HTTP or an old TLS is anybody’s.',
  fix: 'Turn Always Use HTTPS on and set the minimum TLS version to 1.2.',
  standards: ['API8:2023'],

  evaluate({ tlsSettings: { alwaysUseHttps, minTlsVersion }, endpoints, zone }) {
    const weak = alwaysUseHttps === 'off' || minTlsVersion === '1.0' || minTlsVersion === '1.1';
    if (!endpoints.some(isObserved)) return [];
    const facts = { alwaysUseHttps, minTlsVersion };
    if (weak) return [fail(`zone:${zone.name}`, { facts })];
    const isTold = alwaysUseHttps === 'on' && (minTlsVersion === '1.2' || minTlsVersion === '1.3');
    return isTold ? [] : [unknown(`zone:${zone.name}`, 'not_understood', { facts })];
  },
});
