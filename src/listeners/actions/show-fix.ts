/** Shows what puts an item right, to those who may decide on it. */
import { decisionFor } from '../../../db/decisions.ts';
import { say } from '../../../db/posts.ts';
import { findFix } from '../../../db/results.ts';
import { plain } from '../../messages/message.ts';
import { choiceInWords } from '../../messages/remediation-list.ts';
import { fixFile, needsFile, shownFix } from '../../messages/shown-fix.ts';
import { concerned } from '../decide-on.ts';
import { itemOf } from '../item-meant.ts';
import { type Turn, UserError } from '../listener.ts';
import type { Click } from './click.ts';

export async function showFix(turn: Turn, { value, intakeId }: Click): Promise<void> {
  const { tx, workspaceId, actor } = turn;
  const { review, item } = await itemOf(turn, value);
  turn.demand('decide on an item', await concerned(turn, review, item));
  const found = await findFix(tx, review.id, item.id);
  if (!found) throw new UserError('What puts this right is not known yet: please press Scan again on the card first.');
  const choice = (await decisionFor(tx, review.id, item.id))?.choice ?? item.proposed;
  const how = found.staged && (choice === 'log-first' || choice === 'canary') ? 'staged' : 'enforce';
  const fix = (how === 'staged' ? found.staged : null) ?? found.enforce;
  await turn.whisper(shownFix(item, { kind: choiceInWords(choice), how, fix }));
  if (!needsFile(fix)) return;
  const target = {
    to: 'file for one',
    userId: actor.userId,
    name: `fix-${item.rank}-${intakeId}.md`,
    title: `How to put right ${item.rank}`,
  } as const;
  turn.send(await say(tx, workspaceId, { key: `fix-${intakeId}`, target, message: { file: fixFile(item, fix) } }));
  const words = 'All of it is on its way to you as a file, in a direct message.';
  await turn.whisper(plain(words), `fix-told-${intakeId}`); // under a key of its own, or it would stand in for the fix
}
