import { z } from 'zod';
import type { SlackSandbox } from '../slack/sandbox.ts';
import type { Upload } from '../slack/workspace.ts';
import type { Outcome } from './shown.ts';

const as = z.string();
const place = z.string();
const chosen = z.union([z.string(), z.array(z.string())]);
const values = z.record(z.string(), chosen);
/** By the label of the field they are put into; the content as base64, because JSON carries no bytes. */
const files = z.record(z.string(), z.array(z.object({ name: z.string().min(1), content: z.base64() })));

/** What a person can do on the page. */
export const Deed = z.discriminatedUnion('do', [
  z.object({ do: z.literal('say'), as, in: place, text: z.string().min(1), thread: z.string().optional() }),
  z.object({ do: z.literal('command'), as, in: place, text: z.string().startsWith('/') }),
  z.object({ do: z.literal('edit'), as, in: place, ts: z.string(), text: z.string().min(1) }),
  z.object({
    do: z.literal('click'),
    as,
    label: z.string(),
    block: z.string().optional(),
    on: z.union([
      z.object({ in: place, ts: z.string() }),
      z.object({ view: z.literal(true) }),
      z.object({ home: z.literal(true) }),
    ]),
    value: chosen.optional(),
    values: values.optional(),
  }),
  z.object({ do: z.literal('submit'), as, values, files: files.optional() }),
  z.object({ do: z.literal('dismiss'), as }),
  z.object({ do: z.literal('open'), as, tab: z.enum(['home', 'messages']) }),
]);

export type Deed = z.infer<typeof Deed>;

/** Does it in the workspace, in that person's name. */
export async function act(slack: SlackSandbox, deed: Deed): Promise<Outcome> {
  const { as } = deed;
  switch (deed.do) {
    case 'say':
      await slack.say(deed.text, { as, in: deed.in, ...(deed.thread && { thread: deed.thread }) });
      return { ok: true };
    case 'command':
      return slack.command(deed.text, { as, in: deed.in });
    case 'edit':
      await slack.edit(deed.ts, deed.text, { as, in: deed.in });
      return { ok: true };
    case 'click':
      return slack.click(deed.label, {
        as,
        ...deed.on,
        ...(deed.block && { block: deed.block }),
        ...(deed.value !== undefined && { value: deed.value }),
        ...(deed.values && { values: deed.values }),
      });
    case 'submit':
      return slack.submit({ as, values: deed.values, ...(deed.files && { files: uploads(deed.files) }) });
    case 'dismiss':
      await slack.dismiss({ as });
      return { ok: true };
    case 'open':
      await slack.openHome({ as, tab: deed.tab });
      return { ok: true };
  }
}

const uploads = (given: z.infer<typeof files>): Record<string, Upload[]> =>
  Object.fromEntries(
    Object.entries(given).map(([label, list]) => [
      label,
      list.map(({ name, content }) => ({ name, content: Buffer.from(content, 'base64') })),
    ]),
  );
