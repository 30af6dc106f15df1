/** The inventory and the remediation list as files in the thread: by the command, or by the button of the card. */
import { standingDecisions } from '../../db/decisions.ts';
import { listEndpoints } from '../../db/endpoints.ts';
import { say } from '../../db/posts.ts';
import { listItems } from '../../db/results.ts';
import { inventoryCsv, remediationCsv, templatesCsv } from '../messages/csv.ts';
import { plain, safe } from '../messages/message.ts';
import { cardKey } from '../publish/draw-review.ts';
import type { Review } from '../review/review.ts';
import { type Turn, UserError } from './listener.ts';

export async function exportReview(turn: Turn, review: Review, intakeId: string): Promise<void> {
  turn.demand('export a review', { leadId: review.leadId });
  const { tx, workspaceId } = turn;
  const whyNot = await turn.whyNotIn(review.channelId, 'Nothing was exported');
  if (whyNot) throw new UserError(whyNot);
  const endpoints = await listEndpoints(tx, review.id);
  const templates = templatesCsv(endpoints);
  const files = [
    ['inventory', 'Inventory', inventoryCsv(endpoints)],
    ...(templates === null ? [] : [['templates', 'Overlapping templates', templates] as const]),
    [
      'remediation',
      'Remediation list',
      remediationCsv(await listItems(tx, review.id), await standingDecisions(tx, review.id)),
    ],
  ] as const;
  for (const [kind, title, file] of files) {
    // The name is unique, so that a doubtful upload can be recognised in the thread.
    const name = fileName(review, kind, intakeId, 'csv');
    const target = {
      to: 'file',
      channelId: review.channelId,
      under: cardKey(review.id),
      name,
      title: `${title} of ${review.name}`,
    } as const;
    const key = `export-${review.id}-${kind}-${intakeId}`;
    const ifLost = {
      tell: turn.actor.userId,
      about: `export-${intakeId}`,
      what: `the file ${safe(target.title)}`,
      channelId: review.channelId,
      command: 'export',
    };
    turn.send(await say(tx, workspaceId, { key, target, message: { file }, ifLost }));
  }
  await turn.whisper(plain('The files are on their way to the review’s thread.'));
}

export const fileName = (review: Review, kind: string, intakeId: string, ending: string) =>
  `${slug(review.name)}-${kind}-${intakeId}.${ending}`;

const slug = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60) || 'review';
