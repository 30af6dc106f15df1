/** The deliverables of a review as files in its thread: by the command, or by the button of the card. */
import { standingDecisions } from '../../db/decisions.ts';
import { listEndpoints } from '../../db/endpoints.ts';
import { listReadings } from '../../db/figures.ts';
import { standingMarks } from '../../db/item-marks.ts';
import { listOwnershipRules } from '../../db/ownership-rules.ts';
import { listNames } from '../../db/people.ts';
import { say } from '../../db/posts.ts';
import { listFindings, listItems } from '../../db/results.ts';
import { newestScan } from '../../db/scans.ts';
import { deliverablesJson } from '../deliverables/json.ts';
import { type Deliverables, deliverablesOf } from '../deliverables/model.ts';
import { reportPage } from '../deliverables/report-page.ts';
import { deliverablesSarif } from '../deliverables/sarif.ts';
import { deliverableTables } from '../deliverables/tables.ts';
import { templatesCsv } from '../messages/csv.ts';
import { count, plain, safe } from '../messages/message.ts';
import { cardKey } from '../publish/draw-review.ts';
import type { Review, ReviewEndpoint } from '../review/review.ts';
import { type Turn, UserError } from './listener.ts';

export const FORMATS = ['usual', 'csv', 'json', 'sarif', 'html', 'all'] as const;
export type Format = (typeof FORMATS)[number];

interface File {
  kind: string;
  title: string;
  ending: 'csv' | 'json' | 'sarif' | 'html';
  text: string;
}

export async function exportReview(
  turn: Turn,
  review: Review,
  intakeId: string,
  format: Format = 'usual',
): Promise<void> {
  turn.demand('export a review', { leadId: review.leadId });
  const { tx, workspaceId } = turn;
  const whyNot = await turn.whyNotIn(review.channelId, 'Nothing was exported');
  if (whyNot) throw new UserError(whyNot);
  const endpoints = await listEndpoints(tx, review.id);
  const told = deliverablesOf({
    review,
    takenAt: (await newestScan(tx, review.id))?.takenAt?.toISOString() ?? null,
    endpoints,
    rules: await listOwnershipRules(tx),
    findings: await listFindings(tx, review.id),
    items: await listItems(tx, review.id),
    decisions: await standingDecisions(tx, review.id),
    marks: await standingMarks(tx, review),
    readings: await listReadings(tx, review),
    now: turn.now,
    names: new Map((await listNames(tx)).map(({ userId, name }) => [userId, name])),
  });
  const files = filesOf(told, endpoints, format);
  for (const { kind, title, ending, text } of files) {
    const target = {
      to: 'file',
      channelId: review.channelId,
      under: cardKey(review.id),
      // The name is unique, so that a doubtful upload can be recognised in the thread.
      name: fileName(review, kind, intakeId, ending),
      title: `${title} of ${review.name}`,
    } as const;
    const key = `export-${review.id}-${kind}-${ending}-${intakeId}`;
    const ifLost = {
      tell: turn.actor.userId,
      about: `export-${intakeId}`,
      what: `the file ${safe(target.title)}`,
      channelId: review.channelId,
      command: 'export',
    };
    turn.send(await say(tx, workspaceId, { key, target, message: { file: text }, ifLost }));
  }
  await turn.whisper(
    plain(`${count(files.length, 'file')} ${files.length === 1 ? 'is' : 'are'} on the way to the review’s thread.`),
  );
}

/** As usual: a page for people, and the two lists that they work with. */
function filesOf(told: Deliverables, endpoints: readonly ReviewEndpoint[], format: Format): File[] {
  const tables = deliverableTables(told).map(
    ({ kind, title, csv }): File => ({ kind, title, ending: 'csv', text: csv }),
  );
  const templates = templatesCsv(endpoints);
  const overlapping: File[] =
    templates === null ? [] : [{ kind: 'templates', title: 'Overlapping templates', ending: 'csv', text: templates }];
  const page: File = { kind: 'report', title: 'Report', ending: 'html', text: reportPage(told) };
  const json: File = { kind: 'review', title: 'Deliverables', ending: 'json', text: deliverablesJson(told) };
  const sarif: File = { kind: 'findings', title: 'Findings', ending: 'sarif', text: deliverablesSarif(told) };
  switch (format) {
    case 'usual':
      return [page, ...tables.filter(({ kind }) => kind === 'inventory' || kind === 'remediation'), ...overlapping];
    case 'csv':
      return [...tables, ...overlapping];
    case 'json':
      return [json];
    case 'sarif':
      return [sarif];
    case 'html':
      return [page];
    case 'all':
      return [page, ...tables, ...overlapping, json, sarif];
  }
}

export const fileName = (review: Review, kind: string, intakeId: string, ending: string) =>
  `${slug(review.name)}-${kind}-${intakeId}.${ending}`;

const slug = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60) || 'review';
