/** A zone's answers, recorded once, and given again without a server; one of them can be another than it was. */
import type { Snapshot } from '../../src/checks/snapshot.ts';
import { cloudflareClient } from '../../src/cloudflare/client.ts';
import { collectSnapshot } from '../../src/cloudflare/collect-snapshot.ts';
import { createLimiter } from '../../src/cloudflare/limiter.ts';
import type { CloudflareSandbox, RecordedCall } from '../sandbox/cloudflare/sandbox.ts';
import { fakeClock } from './fake-clock.ts';
import { NOW, ZONE } from './full-world.ts';

export type Body = { result?: unknown; data?: unknown; result_info?: { total_count?: number; count?: number } | null };
export type Recording = {
  calls: RecordedCall[];
  bodyOf(call: RecordedCall): Body;
  replay(changed?: { call: RecordedCall; body: string }): Promise<Snapshot>;
};

type Answer = { status: number; text: string };

export async function record(sandbox: CloudflareSandbox): Promise<Recording> {
  const answers = new Map<string, Answer>();
  const zoneId = sandbox.zones[ZONE]?.id ?? '';
  const scan = (send: typeof fetch) =>
    collectSnapshot(
      cloudflareClient({
        token: sandbox.tokens.full,
        baseUrl: sandbox.baseUrl,
        limiter: createLimiter({ clock: fakeClock() }),
        fetch: send,
      }),
      { zoneId, now: () => new Date(NOW) },
    );
  const before = sandbox.calls.length;
  await scan(async (url, init) => {
    const response = await fetch(url, init);
    const text = await response.text();
    answers.set(callOf(url, init), { status: response.status, text });
    return answer({ status: response.status, text });
  });

  return {
    calls: sandbox.calls.slice(before),
    bodyOf: (call) => JSON.parse(answers.get(callAs(call))?.text ?? '{}') as Body,
    replay: (changed) =>
      scan(async (url, init) => {
        const key = callOf(url, init);
        if (changed && key === callAs(changed.call)) return answer({ status: 200, text: changed.body });
        return answer(answers.get(key) ?? NOT_THERE);
      }),
  };
}

const NOT_THERE: Answer = {
  status: 404,
  text: JSON.stringify({ success: false, errors: [{ code: 10002, message: 'not there' }], result: null }),
};

const answer = ({ status, text }: Answer) =>
  new Response(text, { status, headers: { 'Content-Type': 'application/json' } });

/** A question to the analytics is told apart by what it asks. */
function callOf(url: Parameters<typeof fetch>[0], init?: Parameters<typeof fetch>[1]): string {
  const asked = typeof init?.body === 'string' ? documentOf(JSON.parse(init.body)) : '';
  const { pathname, searchParams } = new URL(String(url));
  return `${pathname.replace('/client/v4', '')}?${[...searchParams]
    .map((pair) => pair.join('='))
    .sort()
    .join('&')}${asked}`;
}

const documentOf = (body: unknown): string => (body as { query?: string } | null)?.query?.slice(0, 20) ?? '';

const callAs = ({ path, query, body }: RecordedCall): string =>
  `${path}?${Object.entries(query)
    .flatMap(([name, values]) => values.map((value) => `${name}=${value}`))
    .sort()
    .join('&')}${documentOf(body)}`;
