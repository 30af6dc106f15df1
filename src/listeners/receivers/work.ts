/** What both ways of delivery share: on disk, then acknowledged, then handed to Bolt; and a count of what is under way. */
import type { App, ReceiverEvent } from '@slack/bolt';
import { acknowledged, deliveries } from '../../metrics.ts';
import { type Intake, receive, type Taken } from '../receive.ts';
import { Slots } from './slots.ts';

type Answer = Parameters<ReceiverEvent['ack']>[0];

/** How the way of delivery answers Slack. `refuse` is for what could not be kept. */
export interface Replies {
  ack(answer?: Answer): Promise<void>;
  refuse(): Promise<void>;
}

export const NOT_KEPT = 'Sorry, nothing was saved just now. Please do it again in a moment.';

const AT_A_TIME = 4;

export class Work {
  private readonly underWay = new Set<Promise<void>>();
  private readonly intakeIds = new Set<string>();
  private readonly intake: Intake;
  private readonly slots = new Slots(AT_A_TIME);
  private readonly sending = new Slots(AT_A_TIME);
  private app: App | undefined;

  constructor(intake: Intake) {
    this.intake = intake;
  }

  init(app: App): void {
    this.app = app;
  }

  async deliver(body: unknown, replies: Replies): Promise<void> {
    const since = acknowledged.startTimer();
    let taken: Taken | undefined;
    try {
      taken = await receive(this.intake, body);
    } catch (error) {
      deliveries.inc({ kind: 'unknown', outcome: 'refused' });
      this.intake.log.error({ err: error }, 'a delivery could not be kept');
      await this.reply(() => replies.refuse());
      await tellToRepeat(body);
      return;
    }
    if (!taken) {
      deliveries.inc({ kind: 'unknown', outcome: 'dropped' });
      await this.reply(() => replies.ack());
      return;
    }
    const { delivery, intakeId } = taken;
    // A form waits for the listener, which may find a mistake in it; everything else is answered now.
    const waits = delivery.kind === 'view';
    const ack = async (answer?: Answer) => {
      since();
      await this.reply(() => replies.ack(answer));
    };
    deliveries.inc({ kind: delivery.kind, outcome: 'kept' });
    if (!waits) await ack();
    await this.process(delivery.body, intakeId, waits ? ack : async () => {});
  }

  /** The connection may be gone by now. What was kept is worked on all the same; what was not, Slack or the person repeats. */
  private async reply(say: () => Promise<void>): Promise<void> {
    await say().catch((error: unknown) => this.intake.log.warn({ err: error }, 'Slack could not be answered'));
  }

  /** Without `ack` it is what a crash left behind: nobody waits for an answer any more. */
  async process(
    body: Record<string, unknown>,
    intakeId: string,
    ack?: (answer?: Answer) => Promise<void>,
  ): Promise<void> {
    const customProperties = { intakeId, late: ack === undefined };
    // Nobody waits for what is acknowledged already, so it gives way to what is not.
    const listen = async () => this.app?.processEvent({ body, ack: ack ?? (async () => {}), customProperties });
    const work = body.type === 'view_submission' && ack ? listen() : this.slots.use(listen);
    this.intakeIds.add(intakeId);
    await this.follow(work, (error) => {
      this.intake.log.error(
        { err: error, intakeId },
        'a delivery was kept but not worked on; it will be taken up again',
      );
    });
    this.intakeIds.delete(intakeId);
  }

  isWorkingOn(intakeId: string): boolean {
    return this.intakeIds.has(intakeId);
  }

  /** What follows a delivery without keeping the next one waiting. */
  readonly afterwards = (work: () => Promise<void>): void => {
    void this.follow(this.sending.use(work), (error) =>
      this.intake.log.warn({ err: error }, 'what follows a delivery was not done; the sweep finds it'),
    );
  };

  /** Counts as under way until it ends, one way or the other. */
  private async follow(work: Promise<unknown>, failed: (error: unknown) => void): Promise<void> {
    const quiet = work.then(() => undefined, failed);
    this.underWay.add(quiet);
    await quiet;
    this.underWay.delete(quiet);
  }

  async drained(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }
}

/** A click shows no error text of its own, so the person is told through the address that came with it. */
async function tellToRepeat(body: unknown): Promise<void> {
  const address =
    body !== null && typeof body === 'object' && 'actions' in body && 'response_url' in body && body.response_url;
  if (typeof address !== 'string') return;
  await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, text: NOT_KEPT }),
    signal: AbortSignal.timeout(3_000),
  }).catch(() => undefined);
}
