import { expect, test } from 'vitest';
import { CallFailed } from '../../src/cloudflare/call-failed.ts';
import type { CloudflareClient } from '../../src/cloudflare/client.ts';
import type { Envelope } from '../../src/cloudflare/envelope.ts';
import { readPages } from '../../src/cloudflare/page.ts';
import { type KeptAnswers, resuming } from '../../src/cloudflare/resuming.ts';

/** What one attempt keeps is what the next one knows. */
function answersOf(earlier: Map<string, object> = new Map()) {
  const known = new Map(earlier);
  const kept = new Map(earlier);
  const answers: KeptAnswers = {
    async take(request) {
      const answer = known.get(request);
      known.delete(request);
      return answer;
    },
    async keep(request, answer) {
      kept.set(request, JSON.parse(JSON.stringify(answer)));
    },
  };
  return { answers, kept };
}

/** A list of so many rows, two to a page, as it is at the moment; every call is written down. */
function listOf(rows: string[]) {
  const calls: string[] = [];
  const client: CloudflareClient = {
    credential: {},
    async get(path, { query = {} } = {}) {
      calls.push(`${path} ${query.page ?? ''}`.trim());
      if (path === '/refused') throw new CallFailed('refused', 'no', { status: 403, codes: [10403] });
      if (path === '/broken') throw new CallFailed('refused', 'later', { status: 503, codes: [1] });
      const from = (Number(query.page) - 1) * 2;
      const result = rows.slice(from, from + 2).map((id) => ({ id }));
      const info = { total_count: rows.length, total_pages: Math.ceil(rows.length / 2), per_page: 2 };
      return { success: true, errors: [], result, result_info: info } as Envelope;
    },
    query: async () => {
      calls.push('analytics');
      return {};
    },
  };
  return { client, calls, rows };
}

const LIST = { name: 'list', path: '/list', perPage: 2 };

test('pages that were read are not read again, and the list is proved whole all the same', async () => {
  const { client, calls } = listOf(['a', 'b', 'c', 'd', 'e']);
  const first = answersOf();
  const broken = resuming(client, first.answers);
  for (const page of [1, 3]) await broken.get('/list', { query: { per_page: 2, page } });
  calls.length = 0;

  const second = await readPages(resuming(client, answersOf(first.kept).answers), LIST);
  expect(calls).toEqual(['/list 2']);
  expect(second.rows).toEqual(['a', 'b', 'c', 'd', 'e'].map((id) => ({ id })));
  expect(second.certificate).toMatchObject({ rows: 5, reported: 5, complete: true });
});

test('a list that has changed since is torn, and read anew from its first page', async () => {
  const { client, calls, rows } = listOf(['a', 'b', 'c', 'd']);
  const first = answersOf();
  await resuming(client, first.answers).get('/list', { query: { per_page: 2, page: 1 } });
  rows.push('e');
  calls.length = 0;

  const second = await readPages(resuming(client, answersOf(first.kept).answers), LIST);
  expect(calls).toEqual(['/list 2', '/list 1', '/list 2', '/list 3']);
  expect(second.rows).toHaveLength(5);
  expect(second.certificate).toMatchObject({ reported: 5, complete: true });
});

test('Cloudflare’s own no is not asked for again, what may heal is', async () => {
  const { client, calls } = listOf([]);
  const first = answersOf();
  for (const path of ['/refused', '/broken'])
    await resuming(client, first.answers)
      .get(path)
      .catch(() => {});
  calls.length = 0;

  const again = resuming(client, answersOf(first.kept).answers);
  await expect(again.get('/refused')).rejects.toMatchObject({ kind: 'refused', status: 403, codes: [10403] });
  await expect(again.get('/broken')).rejects.toMatchObject({ status: 503 });
  expect(calls).toEqual(['/broken']);
});

test('the analytics speak of now, and are asked anew', async () => {
  const { client, calls } = listOf([]);
  const first = answersOf();
  await resuming(client, first.answers).query('query', {});
  await resuming(client, answersOf(first.kept).answers).query('query', {});
  expect(calls).toEqual(['analytics', 'analytics']);
});
