/** Pages of a list, as people ask for them. */
import { amount, count } from '../messages/message.ts';
import { UserError } from './listener.ts';

/** The page somebody asks for; the first when none is named. */
export function readPage(words: readonly string[]): number {
  const [word = '1'] = words;
  if (!/^[1-9][0-9]{0,3}$/.test(word)) throw new UserError('Pages are counted from 1, as in `2`.');
  return Number(word);
}

/** Throws for a page that is not there: showing another one silently would pass for the one asked for. */
export function demandPage(page: number, pages: number, command: string): void {
  if (page <= pages) return;
  throw new UserError(
    `There is no page ${amount(page)}: the list has ${count(pages, 'page')}. \`/api-review ${command}${pages > 1 ? ` ${pages}` : ''}\` shows the last.`,
  );
}
