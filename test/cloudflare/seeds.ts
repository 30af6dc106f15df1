/** A test over many seeds, a batch at a time; what is found wrong names its seed, which finds it again. */
import { expect, test } from 'vitest';

export function testSeeds(
  title: string,
  { seeds, atATime }: { seeds: number; atATime: number },
  complaints: (seed: number) => Promise<string[]>,
): void {
  const starts = Array.from({ length: Math.ceil(seeds / atATime) }, (_, index) => index * atATime);
  test.each(starts)(
    `${title}: seeds from %i`,
    async (start) => {
      const found: string[] = [];
      for (let seed = start; seed < Math.min(seeds, start + atATime); seed += 1)
        found.push(...(await complaints(seed)));
      expect(found).toEqual([]);
    },
    600_000,
  );
}
