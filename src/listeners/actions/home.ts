/** The buttons of App Home. */
import { connectForm } from '../../messages/connection.ts';
import { startForm } from '../../messages/start-form.ts';
import type { Turn } from '../listener.ts';

export async function startFromHome(turn: Turn): Promise<void> {
  turn.demand('start a review');
  turn.open(startForm(undefined));
}

export async function connectFromHome(turn: Turn): Promise<void> {
  turn.demand('connect Cloudflare');
  turn.open(connectForm());
}
