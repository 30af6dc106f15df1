import type { Endpoint } from '../../inventory/endpoint.ts';
import { defineCheck } from '../check.ts';
import { AGAINST_EVIDENCE, contradiction } from '../contradiction.ts';
import { given } from '../given.ts';

const STILL_NEEDED = 'inventory.still-needed';
const OLDER_VERSIONS = 'inventory.older-versions';

export default defineCheck({
  ...AGAINST_EVIDENCE,
  id: 'inventory.answer-contradicted',
  step: 1,
  title: 'What the owner says is gone still gets requests',
  change: 'retires',
  needs: ['operations'],
  why: 'What is thought to be gone is watched by nobody and patched by nobody.',
  fix: 'Have the owner look at both: correct the answer, or take out of service what still answers.',
  standards: ['API9:2023'],

  evaluate({ endpoints, answers }) {
    const retired = given(STILL_NEEDED, answers, endpoints);
    const alone = given(OLDER_VERSIONS, answers, endpoints);
    const called = new Map(endpoints.filter(isCalled).map((endpoint) => [endpoint.key, endpoint]));
    return endpoints.flatMap((endpoint) => {
      const { key } = endpoint;
      const older = alone.get(key) === 'none' ? olderKeys(endpoint).find((each) => called.has(each)) : undefined;
      return [
        ...(retired.get(key) === 'retired' && called.has(key)
          ? [
              contradiction(key, {
                question: STILL_NEEDED,
                answer: 'retired',
                evidence: 'Cloudflare saw requests to it in the time that was read',
              }),
            ]
          : []),
        ...(older === undefined
          ? []
          : [
              contradiction(key, {
                question: OLDER_VERSIONS,
                answer: 'none',
                evidence: `Cloudflare saw requests to ${older} in the time that was read`,
              }),
            ]),
      ];
    });
  },
});

const isCalled = ({ traffic }: Endpoint): boolean => traffic.seen === 'yes';

/** The same with every earlier number of the version in its path. */
function olderKeys({ method, host, path }: Endpoint): string[] {
  const version = Number(/\/v(\d+)(?=\/|$)/.exec(path)?.[1] ?? 0);
  return Array.from({ length: Math.max(Math.min(version, 50) - 1, 0) }, (_, index) =>
    [method, `${host}${path.replace(/\/v\d+(?=\/|$)/, `/v${version - 1 - index}`)}`].join(' '),
  );
}
