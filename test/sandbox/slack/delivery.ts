import { randomBytes } from 'node:crypto';
import type { Faults } from './faults.ts';
import type { Fields } from './json.ts';
import { envelope } from './payloads/events.ts';
import type { DeliveryKind, RecordedDelivery, Recorder } from './recorder.ts';
import type { Channel } from './things.ts';
import type { Tokens } from './tokens.ts';
import type { Workspace } from './workspace.ts';

/** How long an app has to acknowledge. */
export const ackWithinMs = 3_000;

export interface Acknowledgement {
  outcome: NonNullable<RecordedDelivery['outcome']>;
  status?: number;
  body?: unknown;
  /** The app asked for no further attempts. */
  noRetry?: boolean;
}

/** One way to the app. */
export interface Transport {
  name: 'http' | 'socket';
  /** The app has been reached, or is to be reached, this way. */
  known(): boolean;
  /** It can be tried now. */
  ready(): boolean;
  send(kind: DeliveryKind, payload: Fields, retry: RecordedDelivery['retry']): Promise<Acknowledgement>;
}

interface WaitingRetry {
  payload: Fields;
  attempt: number;
  reason: string;
  timer?: NodeJS.Timeout;
}

/** Slack tries an event again almost at once, after a minute, and after five. */
const retryAfterMs = [0, 60_000, 300_000];

/** Which scope lets the app hear an event at all. */
const eventScope = (event: Fields): string | undefined => {
  if (event.type === 'app_mention') return 'app_mentions:read';
  if (event.type !== 'message') return undefined;
  return { channel: 'channels:history', group: 'groups:history', im: 'im:history' }[String(event.channel_type)];
};

/** Hands events and interactions to the app, by socket while one is open and by HTTP otherwise. */
export class Delivery {
  readonly #workspace: Workspace;
  readonly #recorder: Recorder;
  readonly #faults: Faults;
  readonly #tokens: Tokens;
  readonly #transports: Transport[];
  readonly #timed: boolean;
  readonly #waiting = new Set<WaitingRetry>();
  readonly #running = new Set<Promise<unknown>>();
  readonly #impatient = new Set<() => void>();
  #held: WaitingRetry[] | undefined;
  #stopped = false;

  /** `timed` false: retries wait until a test asks for them. */
  constructor(parts: {
    workspace: Workspace;
    recorder: Recorder;
    faults: Faults;
    tokens: Tokens;
    transports: Transport[];
    timed: boolean;
  }) {
    this.#workspace = parts.workspace;
    this.#recorder = parts.recorder;
    this.#faults = parts.faults;
    this.#tokens = parts.tokens;
    this.#transports = parts.transports;
    this.#timed = parts.timed;
  }

  /** Tells the app of an event, unless it has no scope for it or is not in the conversation. */
  async event(event: Fields, channel?: Channel): Promise<Acknowledgement | undefined> {
    const scope = eventScope(event);
    if (scope && !this.#tokens.bot(this.#workspace.team.id).scopes.has(scope)) return undefined;
    if (channel && !channel.members.has(this.#workspace.botUserId)) return undefined;
    if (!this.#transports.some((one) => one.known())) return undefined;
    const eventId = `Ev${randomBytes(5).toString('hex').toUpperCase()}`;
    const extShared = channel?.isExtShared ?? false;
    const fresh = { payload: envelope(this.#workspace, event, { extShared, eventId }), attempt: 0, reason: '' };
    if (!this.#held) return this.#tryEvent(fresh);
    this.#held.push(fresh);
    return undefined;
  }

  /** Keeps events back until they are released, one after the other, in their order or turned round. */
  hold(): (order?: 'reversed') => Promise<void> {
    this.#held ??= [];
    return async (order) => {
      const held = this.#held ?? [];
      this.#held = undefined;
      for (const event of order === 'reversed' ? held.reverse() : held) await this.#tryEvent(event);
    };
  }

  /** Sends what was delivered once more, though the app acknowledged it: Slack does that with events now and then. */
  async again(delivery: RecordedDelivery): Promise<Acknowledgement | undefined> {
    return this.#attempt(delivery.kind, delivery.payload, undefined);
  }

  /** Commands and interactions are tried once. */
  async once(kind: Exclude<DeliveryKind, 'event'>, payload: Fields): Promise<Acknowledgement> {
    return this.#attempt(kind, payload, undefined);
  }

  /** The three seconds are over now, for everything that waits for an acknowledgement. */
  timeOutNow(): void {
    for (const giveUp of [...this.#impatient]) giveUp();
  }

  #patiently(sent: Promise<Acknowledgement>): Promise<Acknowledgement> {
    return new Promise((resolve) => {
      const settle = (answer: Acknowledgement) => {
        this.#impatient.delete(giveUp);
        resolve(answer);
      };
      const giveUp = () => settle({ outcome: 'http_timeout' });
      this.#impatient.add(giveUp);
      void sent.then(settle);
    });
  }

  /** Makes every waiting retry now, and resolves when all of them were answered or given up. */
  async retryNow(): Promise<number> {
    const waiting = [...this.#waiting];
    await Promise.all(waiting.map((one) => this.#retry(one)));
    return waiting.length;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.timeOutNow();
    for (const { timer } of this.#waiting) clearTimeout(timer);
    this.#waiting.clear();
    await Promise.allSettled([...this.#running]);
  }

  async #tryEvent(event: WaitingRetry): Promise<Acknowledgement> {
    const retry = event.attempt > 0 ? { num: event.attempt, reason: event.reason } : undefined;
    const answer = await this.#attempt('event', event.payload, retry);
    const delay = retryAfterMs[event.attempt];
    const givenUp = answer.outcome === 'acked' || answer.noRetry || delay === undefined || this.#stopped;
    if (!givenUp) this.#wait({ payload: event.payload, attempt: event.attempt + 1, reason: reasonOf(answer) }, delay);
    return answer;
  }

  #wait(retry: WaitingRetry, delay: number): void {
    this.#waiting.add(retry);
    if (!this.#timed) return;
    retry.timer = setTimeout(() => this.#retry(retry), delay);
    retry.timer.unref();
  }

  async #retry(retry: WaitingRetry): Promise<void> {
    if (!this.#waiting.delete(retry)) return;
    clearTimeout(retry.timer);
    await this.#tryEvent(retry);
  }

  #attempt(kind: DeliveryKind, payload: Fields, retry: RecordedDelivery['retry']): Promise<Acknowledgement> {
    const running = this.#send(kind, payload, retry);
    this.#running.add(running);
    return running.finally(() => this.#running.delete(running));
  }

  async #send(kind: DeliveryKind, payload: Fields, retry: RecordedDelivery['retry']): Promise<Acknowledgement> {
    const transport = this.#transports.find((one) => one.ready());
    const delivery: RecordedDelivery = {
      id: randomBytes(6).toString('hex'),
      kind,
      team: this.#workspace.team.id,
      over: transport?.name ?? 'nowhere',
      payload,
      ...(retry && { retry }),
    };
    this.#recorder.deliveries.push(delivery);
    const fault = this.#faults.take('delivery') ?? this.#faults.take(`delivery.${kind}`);
    let answer: Acknowledgement = { outcome: 'connection_failed' };
    // `reset` loses it on the way; `hang` and `after` let it arrive and lose the app's answer.
    if (transport && !fault?.reset && !this.#stopped)
      answer = await this.#patiently(transport.send(kind, payload, retry));
    if (fault?.hang) answer = { outcome: 'http_timeout' };
    if (fault?.after) answer = { outcome: 'connection_failed' };
    Object.assign(delivery, answer);
    this.#workspace.changed();
    return answer;
  }
}

const reasonOf = ({ outcome }: Acknowledgement): string => (outcome === 'refused' ? 'http_error' : outcome);
