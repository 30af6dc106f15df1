import { UserError } from '../listener.ts';

/** The page somebody asks for; the first when none is named. */
export function readPage(words: readonly string[]): number {
  const [word = '1'] = words;
  if (!/^[1-9][0-9]{0,3}$/.test(word)) throw new UserError('Pages are counted from 1, as in `2`.');
  return Number(word);
}
