import type { Fields } from './json.ts';

/** One Web API call. Instead of a token it says which token was used. */
export interface RecordedCall {
  method: string;
  args: Fields;
  token: 'bot' | 'app' | 'unknown' | 'none';
  /** Whose token it was. */
  team?: string;
  status?: number;
  answer?: Fields;
}

/** One attempt to hand something to the app. */
export interface RecordedDelivery {
  id: string;
  kind: DeliveryKind;
  team: string;
  over: 'http' | 'socket' | 'nowhere';
  payload: Fields;
  retry?: { num: number; reason: string };
  /** Undefined while the app has not answered. */
  outcome?: 'acked' | 'refused' | 'http_timeout' | 'connection_failed' | 'http_error';
  status?: number;
  body?: unknown;
}

export type DeliveryKind = 'event' | 'command' | 'interaction' | 'options';

export type CallListener = (call: RecordedCall, phase: 'before' | 'after') => void | Promise<void>;

/** Remembers every call and every delivery, and lets a test step in around a call. */
export class Recorder {
  readonly calls: RecordedCall[] = [];
  readonly deliveries: RecordedDelivery[] = [];
  readonly #listeners = new Set<CallListener>();

  onCall(listener: CallListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async tell(call: RecordedCall, phase: 'before' | 'after'): Promise<void> {
    for (const listener of [...this.#listeners]) await listener(call, phase);
  }
}
