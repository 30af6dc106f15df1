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
      per_page: Count.nullish(),
      total_count: Count.nullish(),
      total_pages: Count.nullish(),
      cursor: z.string().nullish(),
      cursors: z.object({ after: z.string().nullish() }).nullish(),
    })
    .nullish(),
});
export type Envelope = z.infer<typeof Envelope>;

/** What the analytics answer: errors beside `data`, under HTTP 200. */
export const GraphqlAnswer = z.object({
  data: z.unknown(),
  errors: z
    .array(
      z.object({
        message: z.string().nullish(),
        extensions: z.object({ code: z.string().nullish() }).nullish().catch(null),
      }),
    )
    .nullish()
    .transform((list) => list ?? []),
});
export type GraphqlAnswer = z.infer<typeof GraphqlAnswer>;

/** The errors of a refusal, wherever the body lets them be found. */
export const Refused = z.object({ errors: Messages });
