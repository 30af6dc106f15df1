import { z } from 'zod';

const Count = z.number().int().nonnegative();

const Messages = z
  .array(z.object({ code: z.number().optional(), message: z.string().optional() }))
  .nullish()
  .transform((list) => list ?? []);

/** What every answer of Cloudflare's REST API is wrapped in. */
export const Envelope = z.object({
  success: z.boolean(),
  errors: Messages,
  result: z.unknown(),
  result_info: z
    .object({
      page: Count.nullish(),
      per_page: Count.nullish(),
      count: Count.nullish(),
      total_count: Count.nullish(),
      total_pages: Count.nullish(),
      cursor: z.string().nullish(),
      cursors: z.object({ after: z.string().nullish() }).nullish(),
    })
    .nullish(),
});
export type Envelope = z.infer<typeof Envelope>;

/** The errors of a refusal, wherever the body lets them be found. */
export const Refused = z.object({ errors: Messages });
