import type { Acknowledgement, Delivery } from './delivery.ts';
import { type Found, findControl, type OnMessage } from './find-control.ts';
import { chosen, clientErrors, controlsOf, initialState } from './form.ts';
import { type Fields, fields, isFields, list, string } from './json.ts';
import { newModal, redraw, refuseBadView } from './modals.ts';
import { appHomeOpened, appMention, messageChanged, messageDeleted, messagePosted } from './payloads/events.ts';
import {
  closedPayload,
  commandPayload,
  messageActionPayload,
  submissionPayload,
  suggestionPayload,
  viewActionPayload,
} from './payloads/interactions.ts';
import { postAnswer } from './respond.ts';
import { contentText } from './screen.ts';
import type { Channel, Message, ModalView, User } from './things.ts';
import { encodeTyped, escapeCommand, typedBlocks } from './typing.ts';
import { Refusal, type World } from './web-api/method.ts';

/** What a person saw of what they did: an answer of the app, or Slack's own words for a failure. */
export interface Seen {
  ok: boolean;
  outcome: Acknowledgement['outcome'];
  status?: number;
  /** What the app answered with its acknowledgement, as text. */
  text?: string;
  /** What Slack itself told the person. */
  error?: string;
}

export interface Click {
  as: string;
  in?: string;
  /** Words the message, or the row within it, contains. */
  on?: string;
  ts?: string;
  /** The block id, where label and words leave a doubt. */
  block?: string;
  view?: true;
  home?: true;
  /** What is chosen in a menu: words or value of an option, or ids of people and channels. */
  value?: string | string[];
  /** What else is filled in on the message or view before. */
  values?: Record<string, string | string[]>;
}

/** People at their keyboards. */
export class People {
  readonly #world: World;
  readonly #delivery: Delivery;
  /** What people chose in the menus of messages, by person and message. */
  readonly #chosen = new Map<string, ModalView['state']>();

  constructor(world: World, delivery: Delivery) {
    this.#world = world;
    this.#delivery = delivery;
  }

  get #workspace() {
    return this.#world.workspace;
  }

  async command(typed: string, o: { as: string; in: string }): Promise<Seen> {
    const [, command, text] = /^(\/\S+)\s*([\s\S]*)$/.exec(typed) ?? [];
    if (!command) throw new Error(`A command starts with a slash: ${typed}`);
    const user = this.#person(o.as);
    if (user.teamId !== this.#workspace.team.id)
      throw new Error(`${o.as} is of another workspace, which has no ${command}.`);
    const channel = this.#place(user, o.in);
    const target = { channel: channel.id, user: user.id };
    const payload = commandPayload(this.#workspace, {
      user,
      channel,
      command,
      text: escapeCommand(this.#workspace, text ?? ''),
      trigger_id: this.#world.passes.newTrigger(user.id),
      response_url: `${this.#world.origin}/commands/${this.#workspace.team.id}/${this.#world.passes.newResponsePath(target)}`,
    });
    const answer = await this.#delivery.once('command', payload);
    const seen = this.#seen(answer, `${command} failed with the error "${commandError(answer)}"`);
    if (!seen.ok) return seen;
    const body = typeof answer.body === 'string' ? { text: answer.body } : fields(answer.body);
    if (!body.text && !body.blocks && !body.attachments) return seen;
    try {
      postAnswer(this.#world, target, body);
      return { ...seen, text: contentText({ text: string(body.text), blocks: list(body.blocks) }) };
    } catch (error) {
      if (error instanceof Refusal)
        return { ...seen, ok: false, error: `${command} failed with the error "invalid_command_response"` };
      throw error;
    }
  }

  async click(label: string, o: Click): Promise<Seen> {
    const user = this.#person(o.as);
    const found = findControl(this.#workspace, user, label, o);
    return this.#press(user, found, o);
  }

  async #press(user: User, found: Found, o: Click): Promise<Seen> {
    const { control } = found;
    const state = found.view ? found.view.state : this.#stateOf(user, found);
    fillIn(found.view ? list(found.view.view.blocks) : found.blocks, state, o.values ?? {});
    const type = string(control.element.type);
    const choice = found.option
      ? { type, selected_option: found.option }
      : o.value !== undefined && chosen(control.element, o.value);
    if (choice && type !== 'overflow')
      state[control.blockId] = { ...state[control.blockId], [control.actionId]: choice };
    const { options: _options, option_groups: _groups, ...shown } = control.element;
    const action = {
      ...shown,
      ...choice,
      block_id: control.blockId,
      action_id: control.actionId,
      action_ts: this.#workspace.nextTs(),
    };
    const trigger_id = this.#world.passes.newTrigger(user.id);
    const payload = found.view
      ? viewActionPayload(this.#workspace, { user, view: found.view, action, trigger_id })
      : messageActionPayload(this.#workspace, {
          user,
          message: found.message,
          action,
          state,
          trigger_id,
          response_url: this.#responseUrl(user, found),
        });
    const answer = await this.#delivery.once('interaction', payload);
    return this.#seen(answer, "This app didn't respond. Try again, or contact its developer.");
  }

  #responseUrl(user: User, { message }: OnMessage): string {
    const path = this.#world.passes.newResponsePath({
      channel: message.channel,
      user: user.id,
      origin: { ts: message.ts, ephemeral: 'to' in message },
      ...(message.threadTs && { threadTs: message.threadTs }),
    });
    return `${this.#world.origin}/actions/${this.#workspace.team.id}/${path}`;
  }

  #stateOf(user: User, { message, blocks }: OnMessage): ModalView['state'] {
    const key = `${user.id} ${message.channel} ${message.ts}`;
    const state = { ...initialState(blocks), ...this.#chosen.get(key) };
    this.#chosen.set(key, state);
    return state;
  }

  /** Fills in the topmost form and presses its submit button. */
  async submit(o: {
    as: string;
    values?: Record<string, string | string[]>;
  }): Promise<Seen & { errors?: Record<string, string> }> {
    const user = this.#person(o.as);
    const view = this.#topModal(user);
    const blocks = list(view.view.blocks);
    fillIn(blocks, view.state, o.values ?? {});
    this.#workspace.changed();
    const refused = clientErrors(blocks, view.state);
    if (Object.keys(refused).length > 0) return { ok: false, outcome: 'refused', errors: refused };
    const trigger_id = this.#world.passes.newTrigger(user.id);
    const answer = await this.#delivery.once(
      'interaction',
      submissionPayload(this.#workspace, { user, view, trigger_id }),
    );
    const seen = this.#seen(answer, 'We had some trouble connecting. Try again?');
    return seen.ok ? { ...seen, ...this.#followAnswer(user, view, answer.body) } : seen;
  }

  /** Does what the app answered to a submission; a bad answer looks to the person like a failure. */
  #followAnswer(
    user: User,
    view: ModalView,
    body: unknown,
  ): { ok?: boolean; error?: string; errors?: Record<string, string> } {
    const stack = this.#workspace.modals.get(user.id) ?? [];
    const answer = fields(body);
    try {
      if (answer.response_action === undefined) stack.splice(stack.indexOf(view), 1);
      else if (answer.response_action === 'clear') stack.length = 0;
      else if (answer.response_action === 'errors') return { errors: this.#readErrors(view, answer.errors) };
      else if (answer.response_action === 'update' || answer.response_action === 'push')
        this.#nextView(user, view, answer);
      else throw new Refusal('invalid_response_action');
      return {};
    } catch (error) {
      if (error instanceof Refusal)
        return { ok: false, error: `We had some trouble connecting. Try again? (${error.code})` };
      throw error;
    } finally {
      this.#workspace.changed();
    }
  }

  #nextView(user: User, current: ModalView, { response_action, view }: Fields): void {
    if (!isFields(view)) throw new Refusal('invalid_arguments');
    refuseBadView(view);
    if (response_action === 'update') {
      redraw(this.#workspace, current, view);
      return;
    }
    const stack = this.#workspace.modals.get(user.id) ?? [];
    if (stack.length >= 3) throw new Refusal('push_limit_reached');
    stack.push(newModal(this.#workspace, user.id, view, stack));
  }

  #readErrors(view: ModalView, errors: unknown): Record<string, string> {
    const inputs = new Set(
      list(view.view.blocks).flatMap((one) => (one.type === 'input' ? [string(one.block_id)] : [])),
    );
    const entries = Object.entries(fields(errors)).map(([blockId, text]): [string, string] => {
      if (!inputs.has(blockId) || typeof text !== 'string' || text === '') throw new Refusal('invalid_errors');
      return [blockId, text];
    });
    if (entries.length === 0) throw new Refusal('invalid_errors');
    return Object.fromEntries(entries);
  }

  /** Closes the topmost form. */
  async dismiss(o: { as: string }): Promise<void> {
    const user = this.#person(o.as);
    const view = this.#topModal(user);
    const stack = this.#workspace.modals.get(user.id) ?? [];
    const closed = view.view.clear_on_close === true ? stack.splice(0) : stack.splice(-1);
    this.#workspace.changed();
    for (const one of closed) {
      if (one.view.notify_on_close !== true) continue;
      await this.#delivery.once(
        'interaction',
        closedPayload(this.#workspace, { user, view: one, cleared: closed.length > 1 }),
      );
    }
  }

  /** What the app offers in a menu while the person types into it. */
  async suggestions(label: string, query: string, o: Click): Promise<string[]> {
    const user = this.#person(o.as);
    const { control, view, message } = findControl(this.#workspace, user, label, o);
    const payload = suggestionPayload(this.#workspace, {
      user,
      blockId: control.blockId,
      actionId: control.actionId,
      value: query,
      ...(view ? { view } : { message }),
    });
    const { body } = await this.#delivery.once('options', payload);
    const offered = fields(body);
    const options = [...list(offered.options), ...list(offered.option_groups).flatMap((group) => list(group.options))];
    return options.map((option) => string(fields(option.text).text));
  }

  async say(text: string, o: { as: string; in: string; thread?: string }): Promise<string> {
    const user = this.#person(o.as);
    const channel = this.#place(user, o.in);
    const encoded = encodeTyped(this.#workspace, text);
    const parent = o.thread === undefined ? undefined : this.#workspace.message(channel.id, o.thread);
    if (o.thread !== undefined && !parent) throw new Error(`There is no message ${o.thread} in ${o.in} to reply to.`);
    const message = this.#workspace.post({
      channel: channel.id,
      user: user.id,
      byApp: false,
      text: encoded,
      blocks: typedBlocks(encoded),
      ...(parent && { threadTs: parent.threadTs ?? parent.ts }),
    });
    const mentioned = encoded.includes(`<@${this.#workspace.botUserId}>`);
    await Promise.all([
      this.#delivery.event(messagePosted(this.#workspace, message), channel),
      ...(mentioned ? [this.#delivery.event(appMention(this.#workspace, message), channel)] : []),
    ]);
    return message.ts;
  }

  async edit(ts: string, text: string, o: { as: string; in: string }): Promise<void> {
    const { message, channel } = this.#ownMessage(ts, o);
    const previous = { ...message };
    message.text = encodeTyped(this.#workspace, text);
    message.blocks = typedBlocks(message.text);
    message.edited = { user: o.as, ts: this.#workspace.nextTs() };
    this.#workspace.changed();
    await this.#delivery.event(messageChanged(this.#workspace, message, previous), channel);
  }

  async remove(ts: string, o: { as: string; in: string }): Promise<void> {
    const { message, channel } = this.#ownMessage(ts, o);
    this.#workspace.remove(message);
    await this.#delivery.event(messageDeleted(this.#workspace, message), channel);
  }

  async openHome(o: { as: string; tab?: 'home' | 'messages' }): Promise<void> {
    const user = this.#person(o.as);
    await this.#delivery.event(appHomeOpened(this.#workspace, user.id, o.tab ?? 'home'));
  }

  #ownMessage(ts: string, o: { as: string; in: string }): { message: Message; channel: Channel } {
    const channel = this.#place(this.#person(o.as), o.in);
    const message = this.#workspace.message(channel.id, ts);
    if (message?.user !== o.as) throw new Error(`${o.as} has written no message ${ts} in ${o.in}.`);
    return { message, channel };
  }

  #person(id: string): User {
    const user = this.#workspace.user(id);
    if (user.deleted || user.isBot) throw new Error(`${id} cannot do anything: removed, or no human being.`);
    return user;
  }

  /** A conversation the person may write in. */
  #place(user: User, reference: string): Channel {
    const own = this.#workspace.directMessage(user.id);
    const channel = reference === own.id ? own : this.#workspace.channel(reference);
    if (!channel.members.has(user.id)) throw new Error(`${user.id} is not in ${reference}.`);
    if (channel.isArchived) throw new Error(`${reference} is archived: nobody can write there.`);
    return channel;
  }

  #topModal(user: User): ModalView {
    const view = this.#workspace.modals.get(user.id)?.at(-1);
    if (!view) throw new Error(`${user.id} has no form open.`);
    return view;
  }

  #seen({ outcome, status }: Acknowledgement, error: string): Seen {
    const ok = outcome === 'acked';
    return { ok, outcome, ...(status !== undefined && { status }), ...(!ok && { error }) };
  }
}

const commandError = ({ outcome }: Acknowledgement): string =>
  outcome === 'http_timeout'
    ? 'operation_timeout'
    : outcome === 'connection_failed'
      ? 'dispatch_unknown_error'
      : 'dispatch_failed';

/** Values are named by label, block id or action id. */
function fillIn(blocks: Fields[], state: ModalView['state'], values: Record<string, string | string[]>): void {
  const controls = controlsOf(blocks);
  for (const [name, value] of Object.entries(values)) {
    const control = controls.find((one) => [one.label, one.blockId, one.actionId].includes(name));
    if (!control)
      throw new Error(
        `Nothing to fill in is called "${name}". There are: ${controls.map((one) => one.label).join(', ')}`,
      );
    state[control.blockId] = { ...state[control.blockId], [control.actionId]: chosen(control.element, value) };
  }
}
