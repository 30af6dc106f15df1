import { defineCheck, fail } from '../check.ts';

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
    return scope === 'none' ? [fail(`zone:${zone.name}`, { facts: { type, scope } })] : [];
  },
});
