/** All rows that a review rests on, as they are stored: for the evidence bundle. */
import { z } from 'zod';
import type { EvidenceRecord } from '../src/review/evidence-chain.ts';
import type { Tx } from './pool.ts';
import { sectionTexts } from './snapshots.ts';

const OF_REVIEW = 'select id from question where review_id = $1';

/** In the order in which somebody reads them: what was read, what was found, what was said, what was decided. */
const KINDS: readonly { kind: string; rows: string }[] = [
  { kind: 'review', rows: `select to_jsonb(t) from review t where id = $1` },
  {
    kind: 'scan',
    rows: `select jsonb_build_object('id', t.id, 'state', t.state, 'reading', t.reading, 'problem', t.problem,
                                     'snapshot', s.hash, 'parts', s.parts)
             from scan t left join snapshot s on s.id = t.snapshot_id where t.review_id = $1 order by t.queued_at, t.id`,
  },
  { kind: 'document', rows: `select to_jsonb(t) - 'body' from document t where review_id = $1 order by given_at, id` },
  { kind: 'endpoint', rows: `select to_jsonb(t) from endpoint t where review_id = $1 order by key collate "C"` },
  { kind: 'finding', rows: `select t.body from finding t where review_id = $1 order by id` },
  { kind: 'item', rows: `select t.body from remediation_item t where review_id = $1 order by rank` },
  { kind: 'gone-item', rows: `select to_jsonb(t) from gone_item t where review_id = $1 order by id` },
  { kind: 'question', rows: `select to_jsonb(t) from question t where review_id = $1 order by asked_at, id` },
  {
    kind: 'answer',
    rows: `select to_jsonb(t) from answer t where question_id in (${OF_REVIEW}) order by said_at, question_id, version`,
  },
  {
    kind: 'handed-question',
    rows: `select to_jsonb(t) from handed_question t where question_id in (${OF_REVIEW}) order by handed_at, question_id, version`,
  },
  { kind: 'decision', rows: `select to_jsonb(t) from decision t where review_id = $1 order by decided_at, id` },
  { kind: 'transition', rows: `select to_jsonb(t) from transition t where review_id = $1 order by id` },
  {
    kind: 'trial',
    rows: `select to_jsonb(t) from trial_evidence t join decision d on d.id = t.decision_id
            where d.review_id = $1 order by t.to_at, t.decision_id`,
  },
  {
    kind: 'mark',
    rows: `select to_jsonb(t) from item_mark t join review r on r.zone_id = t.zone_id and r.channel_id = t.channel_id
            where r.id = $1 order by t.set_at, t.id`,
  },
];

const Scanned = z.object({ parts: z.record(z.string(), z.string()).nullable() });

/** The same rows give the same records, whatever the time zone of the server. */
export async function evidenceOf(tx: Tx, reviewId: string): Promise<EvidenceRecord[]> {
  await tx.query(`set local timezone to 'UTC'`);
  const records: EvidenceRecord[] = [];
  for (const { kind, rows } of KINDS) {
    const found = await tx.query(`select told.body from (${rows}) as told (body)`, [reviewId]);
    for (const { body } of found.rows) records.push({ kind, body: withoutWorkspace(body) });
    if (kind === 'scan') records.push(...(await contents(tx, records)));
  }
  return records;
}

/** Each content once, however many scans found it. */
async function contents(tx: Tx, records: readonly EvidenceRecord[]): Promise<EvidenceRecord[]> {
  const hashes = records.flatMap(({ kind, body }) =>
    kind === 'scan' ? Object.values(Scanned.parse(body).parts ?? {}) : [],
  );
  const texts = await sectionTexts(tx, [...new Set(hashes)].sort());
  return [...texts].map(([hash, text]) => ({ kind: 'content', body: { hash, content: JSON.parse(text) as unknown } }));
}

/** Whose it is says nothing about it. */
function withoutWorkspace(body: unknown): unknown {
  const { workspace_id: _, ...rest } = z.looseObject({}).parse(body);
  return rest;
}
