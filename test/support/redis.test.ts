import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { redisHere, startRedis } from './redis.ts';

test.skipIf(!redisHere)(
  'a Redis can be killed and comes back on the same address, empty (needs redis-server)',
  async () => {
    const server = await startRedis();
    const client = new Redis(server.url, { retryStrategy: () => 20, maxRetriesPerRequest: null });
    client.on('error', () => undefined);
    try {
      await client.set('kept', 'no');
      await server.kill();
      await server.restart();
      expect(await client.get('kept')).toBeNull();
    } finally {
      client.disconnect();
      await server.stop();
    }
  },
);
