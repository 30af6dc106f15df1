import { createContext } from 'react';
import type { Shown } from '../shown.ts';

/** How ids read to the person who acts. */
export interface NameBook {
  me: string;
  person(id: string): string;
  channel(id: string): string | undefined;
  group(id: string): string;
}

export const Names = createContext<NameBook>({
  me: '',
  person: (id) => id,
  channel: () => undefined,
  group: (id) => id,
});

export function nameBook({ me, people, channels, groups }: Shown): NameBook {
  return {
    me,
    person: (id) => people.find((one) => one.id === id)?.realName ?? (id === 'USLACKBOT' ? 'Slackbot' : id),
    channel: (id) => channels.find((one) => one.id === id)?.name,
    group: (id) => groups.find((one) => one.id === id)?.handle ?? id,
  };
}
