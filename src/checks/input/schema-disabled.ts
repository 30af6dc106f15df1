import { defineCheck, fail } from '../check.ts';

export default defineCheck({
  id: 'input.schema-disabled',
  step: 4,
  title: 'An uploaded schema is switched off',
  gap: 'schema switched off',
  change: 'rejects',
  severity: 'medium',
  needs: ['schemas'],
  why: 'It is kept and shown, and validates nothing.',
  fix: 'Look at what requests would break it, enable validation for it, or delete it when another schema took its place.',
  standards: ['API8:2023'],

  evaluate({ schemas }) {
    return schemas
      .filter(({ validationEnabled }) => validationEnabled === false)
      .map(({ schemaId, name }) => fail(`schema:${schemaId}`, { facts: { name } }));
  },
});
