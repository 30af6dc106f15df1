/** What a form carries, and how its fields are read. */
import { z } from 'zod';
import type { GivenFile } from '../../review/documents.ts';

export interface Submission {
  metadata: string;
  values: Record<string, Record<string, Record<string, unknown>>>;
}

const Field = z.object({
  value: z.string().nullish(),
  selected_user: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
  selected_conversation: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
});

const Files = z.object({ files: z.array(z.object({ id: z.string(), name: z.string().nullish() })).nullish() });

/** What was uploaded into a field named like its block. */
export function filesIn({ values }: Submission, block: string): GivenFile[] {
  const found = values[block]?.[block];
  return (found ? (Files.parse(found).files ?? []) : []).map(({ id, name }) => ({ id, name: name ?? 'document' }));
}

/** The one value of a field named like its block; undefined when it was left empty. */
export function field({ values }: Submission, block: string, action = block): string | undefined {
  const found = values[block]?.[action];
  if (!found) return undefined;
  const {
    value,
    selected_user,
    selected_date,
    selected_time,
    selected_conversation,
    selected_option,
    selected_options,
  } = Field.parse(found);
  return (
    value ??
    selected_user ??
    selected_date ??
    selected_time ??
    selected_conversation ??
    selected_option?.value ??
    selected_options?.[0]?.value ??
    undefined
  );
}

/** Everything that was chosen in a field of several, in words that can be read as one reply. */
export function allIn(form: Submission, block: string): string | undefined {
  const found = form.values[block]?.[block];
  const several = found ? Field.parse(found).selected_options : undefined;
  return several && several.length > 0 ? several.map(({ value }) => value).join(', ') : field(form, block);
}
