/** What all forms have in common. */
import type { InputBlock, KnownBlock, ModalView, PlainTextElement } from '@slack/types';

/** `about` comes back with what was filled in: the ids of what the form is about. */
export function form(
  id: string,
  { about, title, submit }: { about?: string; title: string; submit: string },
  blocks: KnownBlock[],
): ModalView {
  return {
    type: 'modal',
    callback_id: id,
    ...(about !== undefined && { private_metadata: about }),
    title: words(title),
    submit: words(submit),
    close: words('Back'),
    blocks,
  };
}

/** Has to be filled in, unless it is optional. */
export function field(
  id: string,
  label: string,
  element: InputBlock['element'],
  { hint, optional }: { hint?: string; optional?: boolean } = {},
): InputBlock {
  return {
    type: 'input',
    block_id: id,
    ...(optional !== undefined && { optional }),
    label: words(label),
    ...(hint !== undefined && { hint: words(hint) }),
    element,
  };
}

export const words = (text: string): PlainTextElement => ({ type: 'plain_text', text });
