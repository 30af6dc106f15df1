import { defineCheck, fail } from '../check.ts';

export default defineCheck({
  id: 'input.schema-override-none',
  step: 4,
  title: 'Schema validation is switched off for the whole zone',
  gap: 'schema validation off',
  change: 'abrupt',
  severity: 'high',
  needs: ['schemaSettings'],
  why: 'The override silences every schema action at once; it is meant for an emergency and is easily forgotten.',
  fix: 'Clear the override in the schema validation settings of the zone, so that the action of each endpoint counts again.',
  standards: ['API8:2023'],

  evaluate({ schemaSettings, zone }) {
    return schemaSettings.overrideAction === 'none'
      ? [fail(`zone:${zone.name}`, { facts: { overrideAction: 'none', defaultAction: schemaSettings.defaultAction } })]
      : [];
  },
});
