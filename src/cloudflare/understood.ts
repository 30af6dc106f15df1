import { z } from 'zod';
import { CallFailed } from './call-failed.ts';

/**
 * An answer as its schema knows it. Of a list taken `byRow`, rows that are not understood are left out and counted, so
 * that one strange row does not hide all others; when none is understood, the form itself is another than we know.
 */
export function understood(schema: z.ZodType, answer: unknown, { byRow }: { byRow: boolean }) {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return { value: parsed.data, left: 0 };
  if (byRow && schema instanceof z.ZodArray && Array.isArray(answer)) {
    const row = schema.element as z.ZodType;
    const kept = answer.flatMap((item: unknown) => {
      const one = row.safeParse(item);
      return one.success ? [one.data] : [];
    });
    if (kept.length > 0) return { value: kept, left: answer.length - kept.length };
  }
  throw new CallFailed('garbage', notUnderstood(parsed.error), { status: 200 });
}

/** Where and how an answer differs from what we know, without a word of its content. */
function notUnderstood(error: z.ZodError): string {
  const [first] = error.issues;
  return `the answer is not understood at ${first?.path.join('.') || 'its top'} (${first?.code ?? 'other'})`.slice(
    0,
    200,
  );
}
