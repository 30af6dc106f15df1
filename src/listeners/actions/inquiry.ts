/** The buttons and menus below an answer. */
import { InquiryValue, type Menu, NarrowBlock, PageValue } from '../../messages/action-ids.ts';
import { type Filters, Severity, Source, State } from '../../review/ask/asked.ts';
import { askAnew, sendWhole, turnPage } from '../ask.ts';
import type { Turn } from '../listener.ts';
import type { Click } from './click.ts';

export async function otherPage(turn: Turn, { value }: Click): Promise<void> {
  const [inquiryId, page] = PageValue.parse(value);
  await turnPage(turn, inquiryId, Number(page));
}

export const wholeList = async (turn: Turn, { value, intakeId }: Click) =>
  sendWhole(turn, InquiryValue.parse(value), intakeId);

export async function narrow(turn: Turn, { value, blockId }: Click, menu: Menu): Promise<void> {
  await askAnew(turn, NarrowBlock.parse(blockId), ({ filters, ...asked }) => ({
    ...asked,
    filters: narrowed(filters, menu, value),
  }));
}

/** Which review it is about stays. */
export const clearFilters = async (turn: Turn, { value }: Click) =>
  askAnew(turn, InquiryValue.parse(value), ({ filters: { review, channel }, ...asked }) => ({
    ...asked,
    filters: { ...(review && { review }), ...(channel && { channel }) },
  }));

const FILTERS = {
  owner: 'people',
  host: 'host',
  source: 'source',
  severity: 'severities',
  state: 'state',
  step: 'step',
} as const;

/** What is chosen in a menu takes the place of what was said; “any” takes the filter away. */
function narrowed(filters: Filters, menu: Menu, chosen: string): Filters {
  const { [FILTERS[menu]]: _before, ...others } = filters;
  if (chosen === 'any') return others;
  switch (menu) {
    case 'owner':
      return { ...others, people: [chosen] };
    case 'host':
      return { ...others, host: chosen };
    case 'source':
      return { ...others, source: Source.parse(chosen) };
    case 'severity':
      return { ...others, severities: [Severity.parse(chosen)] };
    case 'state':
      return { ...others, state: State.parse(chosen) };
    case 'step':
      return { ...others, step: Number(chosen) };
  }
}
