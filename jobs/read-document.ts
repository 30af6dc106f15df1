/** Brings one document from Slack, reads it into the review, and has the review judged anew. It talks to Slack only. */
import { type Document, documentedOperations, findDocument, keepDocument, refuseDocument } from '../db/documents.ts';
import { listOwners } from '../db/endpoints.ts';
import type { Tx } from '../db/pool.ts';
import { say } from '../db/posts.ts';
import { lockReview } from '../db/reviews.ts';
import { markUnposted, newestScan } from '../db/scans.ts';
import { loadSnapshot } from '../db/snapshots.ts';
import { inventoryOf } from '../src/checks/inventory-of.ts';
import { parseSnapshot } from '../src/checks/snapshot.ts';
import { refusedByUpload } from '../src/inventory/cloudflare-upload.ts';
import { splitKey } from '../src/inventory/endpoint.ts';
import { openDocument, readDocument } from '../src/inventory/open-document.ts';
import { OpenApiError, type OpenApiReading } from '../src/inventory/openapi.ts';
import { documentKnown, documentRead, documentRefused, type ReadDocument } from '../src/messages/document-read.ts';
import type { Message } from '../src/messages/message.ts';
import { lookUpNames } from '../src/publish/directory.ts';
import { type Proposing, proposeOwners } from '../src/publish/propose-owners.ts';
import { publish } from '../src/publish/publish.ts';
import { readSlackFile } from '../src/publish/slack-file.ts';
import { ofZone } from '../src/review/documents.ts';
import { namesInLines, ownersInLines } from '../src/review/owner-lines.ts';
import { isOpen, type Review } from '../src/review/review.ts';
import { ownersInDocument } from '../src/review/stated-owners.ts';
import { defineJob, type JobContext } from './job.ts';
import { type Payload, postScanResults } from './queue.ts';

const LARGEST = 10_000_000;

export default defineJob(
  'read-document',
  async ({ workspaceId, documentId }, context) => {
    const { db, slack, signal, enqueue, now } = context;
    const document = await db.inWorkspace(workspaceId, (tx) => findDocument(tx, documentId));
    if (document?.state !== 'waiting') return; // read by an earlier attempt
    const file = await readSlackFile(slack, document.slackFile, LARGEST, signal);
    if ('problem' in file) return refuse(context, workspaceId, document, file.problem);
    if (document.kind === 'owners') return readOwners(context, workspaceId, document, file);
    const whois = await lookUpNames({ ...context, workspaceId }, namesIn(file.text, file.name));

    const outcome = await db.inWorkspace(workspaceId, async (tx) => {
      const review = await lockReview(tx, document.reviewId);
      const scan = review && (await newestScan(tx, review.id));
      if (!review || !isOpen(review) || !scan?.snapshotId) return { problem: 'The review is not under way any more.' };
      const snapshot = parseSnapshot(await loadSnapshot(tx, scan.id));
      const read = readIn(file.text, file.name, hostsOf(snapshot));
      if ('problem' in read) return read;
      const { operations, elsewhere } = ofZone(read.operations, review.zoneName);
      const kept = await keepDocument(tx, document, { ...file, operations });
      if (kept === 'done before') return { posts: [], scanId: undefined };
      if (kept === 'same')
        return { posts: [await tell(tx, workspaceId, document, documentKnown(file.name))], scanId: undefined };
      const described = await describedBy(tx, review, snapshot, file.name);
      const unsaved = described.filter(({ sources }) => !sources.includes('saved')).map(({ key }) => key);
      const told = documentRead(review, { ...read, name: file.name, operations, elsewhere, unsaved });
      await markUnposted(tx, scan.id);
      const posts = [await tell(tx, workspaceId, document, told)];
      const understood = ownersInDocument(operations, whois);
      if (understood.wished.length + understood.notUnderstood.length > 0)
        posts.push(
          await propose(tx, workspaceId, review, document, {
            understood,
            name: file.name,
            at: now(),
            coming: described
              .filter(({ host }) => review.hosts.length === 0 || review.hosts.includes(host))
              .map(({ key }) => key),
          }),
        );
      return { posts, scanId: scan.id };
    });
    if ('problem' in outcome) return refuse(context, workspaceId, document, outcome.problem);
    const { posts, scanId } = outcome;
    await enqueue(scanId === undefined ? [] : [postScanResults({ workspaceId, scanId }, String(now().getTime()))]);
    await publish(context, workspaceId, posts);
  },
  giveUp,
);

/** A path without a host is about every host there is. */
async function readOwners(
  context: JobContext,
  workspaceId: string,
  document: Document,
  file: { name: string; text: string },
) {
  const whois = await lookUpNames({ ...context, workspaceId }, { names: namesInLines(file.text) });
  const outcome = await context.db.inWorkspace(workspaceId, async (tx) => {
    const review = await lockReview(tx, document.reviewId);
    if (!review || !isOpen(review)) return { problem: 'The review is not under way any more.' };
    const hosts = new Set((await listOwners(tx, review.id)).map(({ key }) => splitKey(key).host));
    const understood = ownersInLines(file.text, [...hosts].sort(), whois);
    if (understood.wished.length + understood.notUnderstood.length === 0)
      return { problem: 'It holds no line with a pattern and somebody behind it.' };
    if ((await keepDocument(tx, document, { ...file, operations: [] })) === 'done before') return { post: undefined };
    return {
      post: await propose(tx, workspaceId, review, document, { understood, name: file.name, at: context.now() }),
    };
  });
  if ('problem' in outcome) return refuse(context, workspaceId, document, outcome.problem ?? '');
  await publish(context, workspaceId, [outcome.post]);
}

/** To whoever gave it, when that person may set owners; else to the lead. */
function propose(
  tx: Tx,
  workspaceId: string,
  review: Review,
  { kind, givenBy, channelId, threadTs }: Document,
  what: Pick<Proposing, 'understood' | 'name' | 'at' | 'coming'>,
) {
  const theirs = kind === 'owners' || givenBy === review.leadId;
  const target: Proposing['target'] = theirs
    ? { to: 'whisper', channelId, userId: givenBy, ...(threadTs !== null && { threadTs }) }
    : { to: 'person', userId: review.leadId };
  const origin = kind === 'owners' ? 'file' : 'document';
  return proposeOwners(tx, workspaceId, review, {
    ...what,
    origin,
    askedOf: theirs ? givenBy : review.leadId,
    target,
    always: kind === 'owners',
  });
}

/** Whom the document names, whatever else is wrong with it; what are only tags can be nobody but groups. */
function namesIn(text: string, name: string): { names: string[]; tags: string[] } {
  try {
    const stated = readDocument(text, name, ['host']).operations.flatMap(({ owners = [] }) => owners);
    const named = (isTag: boolean) => [
      ...new Set(stated.flatMap((each) => ((each.by === 'tag name') === isTag ? [each.name] : []))),
    ];
    return { names: named(false), tags: named(true) };
  } catch (error) {
    if (error instanceof OpenApiError) return { names: [], tags: [] };
    throw error;
  }
}

async function giveUp({ workspaceId, documentId }: Payload<'read-document'>, context: JobContext, problem: string) {
  const document = await context.db.inWorkspace(workspaceId, (tx) => findDocument(tx, documentId));
  if (document) await refuse(context, workspaceId, document, `${problem} Please upload it again.`);
}

async function refuse(context: JobContext, workspaceId: string, document: Document, problem: string): Promise<void> {
  const post = await context.db.inWorkspace(workspaceId, async (tx) =>
    (await refuseDocument(tx, document.id))
      ? tell(tx, workspaceId, document, documentRefused(document.name, problem))
      : undefined,
  );
  await publish(context, workspaceId, [post]);
}

/** Privately: the channel sees what comes of it in the inventory. */
function tell(tx: Tx, workspaceId: string, document: Document, message: Message): Promise<string | undefined> {
  const { id, channelId, threadTs, givenBy } = document;
  const target = { to: 'whisper', channelId, userId: givenBy, ...(threadTs !== null && { threadTs }) } as const;
  return say(tx, workspaceId, { key: `document-${id}`, target, message });
}

type Read = OpenApiReading & Pick<ReadDocument, 'refusedByUpload'>;

function readIn(text: string, name: string, hosts: readonly string[]): Read | { problem: string } {
  try {
    return { ...readDocument(text, name, hosts), refusedByUpload: refusedByUpload(openDocument(text)) };
  } catch (error) {
    if (error instanceof OpenApiError) return { problem: error.message };
    throw error;
  }
}

type Snapshot = ReturnType<typeof parseSnapshot>;

/** A server that names no host can only be placed where the zone has one. */
function hostsOf(snapshot: Snapshot): string[] {
  const hosts = [...new Set(inventoryOf(snapshot, []).endpoints.map(({ host }) => host))];
  return hosts.length === 1 ? hosts : [];
}

async function describedBy(tx: Tx, review: Review, snapshot: Snapshot, name: string) {
  const { endpoints } = inventoryOf(snapshot, await documentedOperations(tx, review.id));
  return endpoints.filter(({ documents }) => documents.includes(name));
}
