/** How far a scan is: one line that is written over where a person watches, a line each in a log. */
import { visible } from './terminal.ts';

export type Say = (line: string) => void;

const CLEAR = '\r\u001b[K';

export function progressOn(err: Say, columns: number | undefined): { say: Say; step: Say; end(): void } {
  let isOpen = false;
  const end = () => {
    if (isOpen) err(CLEAR);
    isOpen = false;
  };
  const say: Say = (line) => {
    end();
    err(`${visible(line)}\n`);
  };
  if (columns === undefined) return { say, step: say, end };
  const step: Say = (line) => {
    err(`${CLEAR}${visible(line).slice(0, Math.max(0, columns - 1))}`);
    isOpen = true;
  };
  return { say, step, end };
}
