import { z } from 'zod';
import type { Asked } from '../src/review/asking.ts';
import { type EarlierAnswer, Question } from '../src/review/review.ts';
import { jsonb } from './json.ts';
import type { Tx } from './pool.ts';

/** An answer is about endpoints as they are called now. */
const SELECT = `
  select question.id, question.review_id as "reviewId", asks, owner_id as "ownerId",
         question.endpoint_keys as "endpointKeys", asked_at as "askedAt", earlier, contested_at as "contestedAt",
         coalesce(handed.handed, '[]') as handed,
         case when latest.version is not null then json_build_object(
           'version', latest.version, 'value', latest.value, 'words', latest.words, 'confirmed', latest.confirmed,
           'saidBy', latest.said_by, 'saidAt', latest.said_at, 'messageTs', latest.message_ts, 'until', latest.until,
           'endpointKeys', (
             select coalesce(array_agg(coalesce(renamed.key, given.key)), '{}')
               from unnest(latest.endpoint_keys) as given(key)
               left join renamed_endpoint renamed
                 on renamed.review_id = question.review_id and renamed.was = given.key)) end as answer
    from question
    left join lateral (
      select * from answer where answer.question_id = question.id order by version desc limit 1) latest on true
    left join lateral (
      select json_agg(json_build_object('to', handed_to, 'by', handed_by, 'at', handed_at) order by version) as handed
        from handed_question where handed_question.question_id = question.id) handed on true`;

const Row = Question.extend({
  answer: z.object({ ...Question.shape.answer.unwrap().shape, saidAt: z.coerce.date() }).nullable(),
});

/** What was answered earlier is kept as it was when the question was first asked: it is what people are shown. */
export async function ask(
  tx: Tx,
  workspaceId: string,
  reviewId: string,
  question: Asked & { earlier: EarlierAnswer | null },
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into question (workspace_id, review_id, asks, owner_id, endpoint_keys, asked_at, earlier)
     values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (workspace_id, review_id, asks, owner_id) do update set endpoint_keys = excluded.endpoint_keys`,
    [
      workspaceId,
      reviewId,
      question.asks,
      question.ownerId,
      question.endpointKeys,
      now,
      question.earlier === null ? null : jsonb(question.earlier),
    ],
  );
}

/** Questions whose endpoints have all gone to someone else ask about nothing any more. What was answered stays. */
export async function withdraw(tx: Tx, reviewId: string, keep: readonly Asked[]): Promise<void> {
  await tx.query(
    `update question set endpoint_keys = '{}'
      where review_id = $1
        and endpoint_keys <> '{}'
        and asks || ' ' || owner_id <> all ($2::text[])`,
    [reviewId, keep.map((each) => `${each.asks} ${each.ownerId}`)],
  );
}

/** Against which answers the evidence stands. Since when is kept while it does. */
export async function contest(tx: Tx, reviewId: string, questionIds: readonly string[], now: Date): Promise<void> {
  await tx.query(
    `update question set contested_at = case when id = any ($2) then coalesce(contested_at, $3) end
      where review_id = $1 and (contested_at is not null or id = any ($2))`,
    [reviewId, questionIds, now],
  );
}

/** Who is asked now instead of whoever was. */
export async function hand(
  tx: Tx,
  workspaceId: string,
  questionId: string,
  { to, by, at }: Question['handed'][number],
): Promise<void> {
  await tx.query(
    `insert into handed_question (workspace_id, question_id, version, handed_to, handed_by, handed_at)
     select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5 from handed_question where question_id = $2`,
    [workspaceId, questionId, to, by, at],
  );
}

export async function listQuestions(tx: Tx, reviewId: string): Promise<Question[]> {
  const { rows } = await tx.query(`${SELECT} where review_id = $1 order by asked_at, asks, owner_id`, [reviewId]);
  return z.array(Row).parse(rows);
}

export async function findQuestion(tx: Tx, questionId: string): Promise<Question | undefined> {
  const { rows } = await tx.query(`${SELECT} where question.id = $1`, [questionId]);
  return rows[0] && Row.parse(rows[0]);
}

const Answered = z.object({ questionId: z.uuid(), words: z.string().nullable() });

/** The question that a message answered, and with which words, for when the message is edited. */
export async function answeredBy(
  tx: Tx,
  messageTs: string,
  saidBy: string,
): Promise<z.infer<typeof Answered> | undefined> {
  const { rows } = await tx.query(
    'select question_id as "questionId", words from answer where message_ts = $1 and said_by = $2 order by version desc limit 1',
    [messageTs, saidBy],
  );
  return rows[0] && Answered.parse(rows[0]);
}

export interface NewAnswer {
  value: string | null;
  words: string | null;
  confirmed: boolean;
  saidBy: string;
  saidAt: Date;
  messageTs: string | null;
  until?: string | null | undefined;
  endpointKeys: readonly string[];
}

/** A new version; earlier ones stay. */
export async function recordAnswer(tx: Tx, workspaceId: string, questionId: string, answer: NewAnswer): Promise<void> {
  await tx.query(
    `insert into answer (workspace_id, question_id, version, value, words, confirmed, said_by, said_at, message_ts,
                         endpoint_keys, until)
     select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10 from answer where question_id = $2`,
    [
      workspaceId,
      questionId,
      answer.value,
      answer.words,
      answer.confirmed,
      answer.saidBy,
      answer.saidAt,
      answer.messageTs,
      answer.endpointKeys,
      answer.until ?? null,
    ],
  );
}

/** Whose last answer held until a day that has come, in reviews that go on. */
export async function endedAnswers(tx: Tx, today: string): Promise<Question[]> {
  const { rows } = await tx.query(
    `${SELECT}
       join review on review.id = question.review_id
      where latest.value is not null
        and latest.until <= $1
        and review.state in ('answering', 'deciding')
      order by question.asked_at, question.id`,
    [today],
  );
  return z.array(Row).parse(rows);
}
