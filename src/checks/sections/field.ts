/** Fields as Cloudflare sends them: it omits and nulls freely, and both mean "not told". A wrong type is still refused. */
import { z } from 'zod';

export const text = z.string().nullable().default(null);
export const amount = z.number().nullable().default(null);
export const flag = z.boolean().nullable().default(null);
export const texts = z
  .array(z.string())
  .nullish()
  .transform((list) => list ?? []);
/** Rules, schemas and jobs are on unless they say otherwise. */
export const onUnlessTold = z
  .boolean()
  .nullish()
  .transform((value) => value ?? true);
