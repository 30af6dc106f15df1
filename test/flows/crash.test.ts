/**
 * The process is killed before and after every commit and every outbound call of a whole review, one at a time, and
 * started again. `npm test` takes a few of these points, `CRASH_POINTS=100` so many, `CRASH_POINTS=all` each of them.
 */
import { afterAll, describe, expect, test } from 'vitest';
import { type Bundle, bundleProduct } from '../support/product-process.ts';
import { type Point, pointName, startRestartedProduct } from '../support/restarted-product.ts';
import { playSmallReview, type Rest, restOf, smallZone } from '../support/small-review.ts';

const AT_ONCE = 6;

const bundle = await bundleProduct();
afterAll(() => bundle.remove());
const undisturbed = await play(bundle);
const { CRASH_POINTS = '8' } = process.env;
const points = CRASH_POINTS === 'all' ? undisturbed.passed : spread(undisturbed.passed, Number(CRASH_POINTS));

test('the review that is disturbed below makes every kind of commit and call', () => {
  const kinds = new Set(
    undisturbed.passed.map(({ what }) => what.replace(/^(a commit \w+|Slack|Cloudflare) .*/, '$1')),
  );
  expect([...kinds].sort()).toEqual(['Cloudflare', 'Slack', 'a commit reading', 'a commit writing']);
  expect(undisturbed.rest.rows).toMatchObject([{ state: 'deciding', scans: ['posted'] }]);
});

describe.concurrent('the review finishes and the channel shows each message once, though the process was killed', () => {
  const inTurn = lanes(AT_ONCE);
  for (const point of points) {
    test(`${pointName(point)}`, { timeout: 1_200_000 }, () =>
      inTurn(async () => {
        // Where several things go on at once they do not always come in the same number: then the position counts.
        let played = await play(bundle, (at) => pointName(at) === pointName(point));
        if (!played.killed) played = await play(bundle, (at) => at.position === point.position);
        const { rest, killed, log } = played;
        expect(killed, 'the point was reached').toBe(true);
        expect(rest, log).toEqual(undisturbed.rest);
      }),
    );
  }
});

test.each(['Cloudflare GET /zones/{zone_id}/rulesets/phases/{phase}/entrypoint', 'Slack chat.postMessage'])(
  'asked to stop before %s, it ends by itself and without a fault, and the next one goes on',
  { timeout: 120_000 },
  async (what) => {
    const stopped = await play(bundle, (at) => at.phase === 'before' && at.what.startsWith(what), 'SIGTERM');
    expect(stopped.killed, 'the point was reached').toBe(true);
    expect(stopped.firstExit, stopped.log).toBe(0);
    expect(stopped.rest, stopped.log).toEqual(undisturbed.rest);
  },
);

interface Played {
  rest: Rest;
  /** How its first life ended. */
  firstExit: number | null | undefined;
  passed: readonly Point[];
  killed: boolean;
  log: string;
}

async function play(
  from: Bundle,
  killAt?: (point: Point) => boolean,
  killWith: 'SIGKILL' | 'SIGTERM' = 'SIGKILL',
): Promise<Played> {
  const product = await startRestartedProduct(from, { zone: smallZone(), killWith, ...(killAt && { killAt }) });
  try {
    product.start();
    await playSmallReview(product);
    const rest = await restOf(product);
    // Whatever was not killed ends by itself; the first of them leaves its code cache to the others.
    const endsByItself = !killAt || killWith === 'SIGTERM';
    if (endsByItself) await product.process().kill('SIGTERM');
    const [firstExit] = endsByItself ? await product.exits() : [];
    return { rest, firstExit, passed: [...product.passed], killed: product.killed(), log: product.log() };
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n\n${product.log()}`, { cause: error });
  } finally {
    await product.stop();
  }
}

/** So many of them, spread evenly over the review, now before a commit or call and now after one. */
function spread(all: readonly Point[], wanted: number): Point[] {
  return Array.from({ length: wanted }, (_, index) => {
    const phase = index % 2 === 0 ? 'before' : 'after';
    return all.slice(Math.floor((index * all.length) / wanted)).find((point) => point.phase === phase);
  }).filter((point) => point !== undefined);
}

/** Runs so many at once, the others in turn. */
function lanes(count: number): (work: () => Promise<void>) => Promise<void> {
  const free = Array.from({ length: count }, () => Promise.resolve());
  let next = 0;
  return (work) => {
    const lane = next++ % count;
    const done = (free[lane] ?? Promise.resolve()).then(work);
    free[lane] = done.catch(() => undefined);
    return done;
  };
}
