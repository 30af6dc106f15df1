import { expect, test } from 'vitest';
import type { Reading } from '../../src/cloudflare/reader.ts';
import { endpointSections } from '../../src/cloudflare/sections/endpoints.ts';

const step = (method: string, role?: string) => ({
  request: { method, url: 'https://api.shop.example/v1/orders/7', ...(role && { credentialSet: { role } }) },
});
const scan = (...steps: object[]) => ({
  id: 's',
  status: 'finished',
  targetEnvironmentId: 't',
  report: { report: { summary: { verdict: 'warning' }, tests: [{ verdict: 'warning', steps }] } },
});
const reading = { list: async () => [{ id: 't', target: { zoneTag: 'z1' } }] } as unknown as Reading;

test.each([
  [
    'the request of the stranger is what was tested, not those of the owner',
    [step('POST', 'owner'), step('GET', 'attacker')],
    ['GET'],
  ],
  ['where nobody is named, all were', [step('POST'), step('GET')], ['POST', 'GET']],
])('%s', async (_, steps, methods) => {
  const [read] = await endpointSections.bolaScans.shape([scan(...steps)], reading);
  expect(read?.requests.map(({ method }) => method)).toEqual(methods);
});
