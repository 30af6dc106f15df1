/** Shows the request that gets through, to those alone who may see a working bypass. */
import { findWitness } from '../../../db/results.ts';
import { shownRequest } from '../../messages/shown-request.ts';
import { concerned } from '../decide-on.ts';
import { itemOf } from '../item-meant.ts';
import { type Turn, UserError } from '../listener.ts';
import type { Click } from './click.ts';

export async function showRequest(turn: Turn, { value }: Click): Promise<void> {
  const { tx } = turn;
  const { review, item } = await itemOf(turn, value);
  turn.demand('see how a control is escaped', await concerned(turn, review, item));
  const witness = await findWitness(tx, review.id, item.id);
  if (!witness) throw new UserError('There is no request to show for this item any more. Nothing was changed.');
  await turn.whisper(shownRequest(item, witness));
}
