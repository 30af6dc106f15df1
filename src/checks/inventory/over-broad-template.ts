/** A template is over-broad when its fixed part names nothing: `/{var1}` and `/v1/{var1}/{var2}` are, `/orders/{var1}` names its object and is not. */
import { defineCheck, fail } from '../check.ts';
import { hasVariable, isSaved } from '../observed.ts';

/** Segments that stand before every path of a service, and tell none of them from another. */
const NAMES_NOTHING = /^(?:\{.*\}|v\d+(?:\.\d+)*|api|apis|rest)?$/i;

export default defineCheck({
  id: 'inventory.over-broad-template',
  step: 1,
  title: 'Saved templates that stand for almost any path',
  gap: 'template too broad',
  change: 'passive',
  severity: 'medium',
  needs: ['operations'],
  why: 'It takes in unrelated requests: shadow endpoints hide behind it, and one schema, limit or token rule is meant to suit them all.',
  fix: 'Save the endpoints behind it under templates of their own in Security › Web assets, then delete the broad one; the measurements of a deleted endpoint do not come back.',
  standards: ['API9:2023'],

  evaluate({ endpoints }) {
    return endpoints
      .filter((endpoint) => isSaved(endpoint) && hasVariable(endpoint))
      .filter(({ path }) => path.split('/').every((segment) => NAMES_NOTHING.test(segment)))
      .map(({ key }) => fail(key));
  },
});
