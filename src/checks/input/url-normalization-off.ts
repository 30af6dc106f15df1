import { defineCheck, fail, unknown } from '../check.ts';

export default defineCheck({
  id: 'input.url-normalization-off',
  step: 4,
  title: 'Paths are not normalised before rules see them',
  gap: 'paths not normalised',
  change: 'abrupt',
  severity: 'medium',
  needs: ['urlNormalization'],
  why: 'A rule on /admin is dodged by /%61dmin or //admin.',
  fix: 'Set URL normalisation to incoming requests at least.',
  standards: ['API8:2023'],

  evaluate({ urlNormalization: { scope, type }, zone }) {
    const facts = { type, scope };
    if (scope === 'none') return [fail(`zone:${zone.name}`, { facts })];
    const isTold = scope === 'incoming' || scope === 'both';
    return isTold ? [] : [unknown(`zone:${zone.name}`, 'not_understood', { facts })];
  },
});
