import { useEffect, useState } from 'react';
import type { Shown } from '../shown.ts';

const stored = 'read';

const readStored = (): Record<string, string> => {
  try {
    return JSON.parse(localStorage.getItem(stored) ?? '{}');
  } catch {
    return {};
  }
};

/** How many messages nobody has looked at yet, by conversation of the acting person and by person. */
export function useUnread(shown: Shown | undefined): { inChannel(id: string): number; forPerson(id: string): number } {
  const [marks, setMarks] = useState(readStored);
  const me = shown?.me ?? '';
  const open = shown?.open?.id;
  const latest = shown?.channels.find((one) => one.id === open)?.heard.at(-1);
  const latestForMe = shown?.cast.find((one) => one.id === me)?.addressed.at(-1);

  useEffect(() => {
    const seen = { ...(open && latest && { [`${me} ${open}`]: latest }), ...(latestForMe && { [me]: latestForMe }) };
    setMarks((before) => {
      const after = { ...before, ...seen };
      localStorage.setItem(stored, JSON.stringify(after));
      return after;
    });
  }, [me, open, latest, latestForMe]);

  const since = (mark: string | undefined, all: string[] = []) =>
    all.filter((ts) => Number(ts) > Number(mark ?? 0)).length;
  return {
    inChannel: (id) =>
      id === open ? 0 : since(marks[`${me} ${id}`], shown?.channels.find((one) => one.id === id)?.heard),
    forPerson: (id) => (id === me ? 0 : since(marks[id], shown?.cast.find((one) => one.id === id)?.addressed)),
  };
}
