/** The buttons and menus below an answer. */
import { InquiryValue, type Menu, NarrowValue, PageValue } from '../../messages/action-ids.ts';
import { type Asked, Severity, Source, State } from '../../review/ask/asked.ts';
import { askAnew, sendWhole, turnPage } from '../ask.ts';
import type { Turn } from '../listener.ts';
import type { Click } from './click.ts';

export async function otherPage(turn: Turn, { value }: Click): Promise<void> {
  const [inquiryId, page] = PageValue.parse(value);
  await turnPage(turn, inquiryId, Number(page));
}

export const wholeList = async (turn: Turn, { value, intakeId }: Click) =>
  sendWhole(turn, InquiryValue.parse(value), intakeId);

export async function narrow(turn: Turn, { value }: Click, menu: Menu): Promise<void> {
  const { id, chosen } = NarrowValue.parse(value);
  await askAnew(turn, id, (asked) => narrowed(asked, menu, chosen));
}

/** What is chosen in a menu takes the place of what was said; “any” takes the filter away. */
function narrowed({ filters, ...asked }: Asked, menu: Menu, chosen: string): Asked {
  const { [menu === 'severity' ? 'severities' : menu]: _before, ...others } = filters;
  if (chosen === 'any') return { ...asked, filters: others };
  switch (menu) {
    case 'source':
      return { ...asked, filters: { ...others, source: Source.parse(chosen) } };
    case 'severity':
      return { ...asked, filters: { ...others, severities: [Severity.parse(chosen)] } };
    case 'state':
      return { ...asked, filters: { ...others, state: State.parse(chosen) } };
    case 'step':
      return { ...asked, filters: { ...others, step: Number(chosen) } };
  }
}
