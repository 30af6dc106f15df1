import { createContext } from 'react';
import type { Fields } from '../../slack/json.ts';
import type { Deed } from '../act.ts';
import type { Person } from '../shown.ts';

/** Something pressed or chosen in a block. A button has no value; an entry of an overflow menu is named by its label. */
export interface Pressed {
  blockId: string;
  element: Fields;
  label?: string;
  value?: string | string[];
}

/** What pressing does, and whom and what one can choose in menus. */
export interface Pressing {
  press(control: Pressed): void;
  people: Person[];
  channels: { id: string; name: string }[];
}

export const Press = createContext<Pressing>({ press: () => {}, people: [], channels: [] });

/** Where it was pressed: on which message, in the open form, or on the Home. */
export type Surface = Extract<Deed, { do: 'click' }>['on'];
