import { z } from 'zod';
import { type Forecast, Quote } from '../src/review/review.ts';
import { jsonb } from './json.ts';
import type { Tx } from './pool.ts';

const COLUMNS = `id, channel_id as "channelId", lead_id as "leadId", zone, name, due, hosts, answer_to as "answerTo",
                 state, forecast`;

export type NewQuote = Pick<Quote, 'channelId' | 'leadId' | 'zone' | 'name' | 'due' | 'hosts' | 'answerTo'>;

export async function askQuote(tx: Tx, workspaceId: string, quote: NewQuote): Promise<string> {
  const { rows } = await tx.query(
    `insert into quote (workspace_id, channel_id, lead_id, zone, name, due, hosts, answer_to)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
  returning id`,
    [workspaceId, quote.channelId, quote.leadId, quote.zone, quote.name, quote.due, quote.hosts, quote.answerTo],
  );
  return z.uuid().parse(rows[0]?.id);
}

/** Locked until the transaction ends, so that a quote is answered once. */
export async function lockQuote(tx: Tx, quoteId: string): Promise<Quote | undefined> {
  const { rows } = await tx.query(`select ${COLUMNS} from quote where id = $1 for update`, [quoteId]);
  return rows[0] && Quote.parse(rows[0]);
}

export async function findQuote(tx: Tx, quoteId: string): Promise<Quote | undefined> {
  const { rows } = await tx.query(`select ${COLUMNS} from quote where id = $1`, [quoteId]);
  return rows[0] && Quote.parse(rows[0]);
}

export async function answerQuote(
  tx: Tx,
  quoteId: string,
  state: 'offered' | 'started' | 'refused' | 'cancelled',
  forecast: Forecast | null,
): Promise<void> {
  await tx.query('update quote set state = $2, forecast = coalesce($3, forecast) where id = $1', [
    quoteId,
    state,
    forecast && jsonb(forecast),
  ]);
}

/** Starts that wait for the word of whoever typed them. */
export async function offeredTo(tx: Tx, leadId: string): Promise<Quote[]> {
  const { rows } = await tx.query(
    `select ${COLUMNS} from quote where state = 'offered' and lead_id = $1 order by asked_at desc, id limit 5`,
    [leadId],
  );
  return z.array(Quote).parse(rows);
}
