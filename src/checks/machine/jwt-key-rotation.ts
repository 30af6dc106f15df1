/** Old: the configuration was not changed for a year, which also means its keys were not. Alone: with one key there is no moment at which old and new are both accepted. */
import { defineCheck, fail, type Problem, unknown } from '../check.ts';
import { daysUntil } from './dates.ts';

const YEAR = 365;

export default defineCheck({
  id: 'machine.jwt-key-rotation',
  step: 6,
  title: 'Token keys that are not rotated',
  gap: 'keys not rotated',
  change: 'upkeep',
  severity: 'low',
  needs: ['jwtConfigs'],
  why: 'A key that is never changed is one whose copy is never worthless, and with no second key in place a change locks everybody out for the while it takes.',
  fix: 'Add the next key to the token configuration beside the one in use, let the issuer sign with it, and remove the old one once its last token has expired; repeat at least every year. An update names every key that is to stay.',
  standards: ['API2:2023'],

  evaluate({ jwtConfigs, now }) {
    return jwtConfigs.flatMap(({ id, title, keys, lastUpdated }): Problem[] => {
      const subject = `jwt-config:${id}`;
      const days = daysUntil(lastUpdated, now);
      const isOld = days !== undefined && -days > YEAR;
      const isAlone = keys.length === 1;
      if (isOld || isAlone) {
        const severity = isOld && isAlone ? 'medium' : 'low';
        return [fail(subject, { severity, facts: { title, keys: keys.length, lastUpdated } })];
      }
      return days === undefined || keys.length === 0 ? [unknown(subject, 'not_understood')] : [];
    });
  },
});
