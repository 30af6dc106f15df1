import { type Found, findControl, type OnMessage } from '../find-control.ts';
import { chosen, fillIn, initialState } from '../form.ts';
import { fields, list, string } from '../json.ts';
import { messageActionPayload, suggestionPayload, viewActionPayload } from '../payloads/interactions.ts';
import { type Click, type Desk, personAt, type Seen, seenOf } from '../people.ts';
import type { ModalView, User } from '../things.ts';

/** A person presses a button, or chooses in a menu. */
export async function click(desk: Desk, label: string, o: Click): Promise<Seen> {
  const { workspace } = desk.world;
  const user = personAt(desk, o.as);
  const found = findControl(workspace, user, label, o);
  return press(desk, user, found, o);
}

async function press(desk: Desk, user: User, found: Found, o: Click): Promise<Seen> {
  const { workspace } = desk.world;
  const { control } = found;
  const state = found.view ? found.view.state : stateOf(desk, user, found);
  fillIn(found.view ? list(found.view.view.blocks) : found.blocks, state, o.values ?? {});
  const type = string(control.element.type);
  const choice = found.option
    ? { type, selected_option: found.option }
    : o.value !== undefined && chosen(control.element, o.value);
  if (choice && type !== 'overflow') state[control.blockId] = { ...state[control.blockId], [control.actionId]: choice };
  const { options: _options, option_groups: _groups, ...shown } = control.element;
  const action = {
    ...shown,
    ...choice,
    block_id: control.blockId,
    action_id: control.actionId,
    action_ts: workspace.nextTs(),
  };
  const trigger_id = desk.world.passes.newTrigger(user.id);
  const payload = found.view
    ? viewActionPayload(workspace, { user, view: found.view, action, trigger_id })
    : messageActionPayload(workspace, {
        user,
        message: found.message,
        action,
        state,
        trigger_id,
        response_url: responseUrl(desk, user, found),
      });
  const answer = await desk.delivery.once('interaction', payload);
  return seenOf(answer, "This app didn't respond. Try again, or contact its developer.");
}

function responseUrl(desk: Desk, user: User, { message }: OnMessage): string {
  const { workspace } = desk.world;
  const path = desk.world.passes.newResponsePath({
    channel: message.channel,
    user: user.id,
    origin: { ts: message.ts, ephemeral: 'to' in message },
    ...(message.threadTs && { threadTs: message.threadTs }),
  });
  return `${desk.world.origin}/actions/${workspace.team.id}/${path}`;
}

function stateOf(desk: Desk, user: User, { message, blocks }: OnMessage): ModalView['state'] {
  const key = `${user.id} ${message.channel} ${message.ts}`;
  const state = { ...initialState(blocks), ...desk.chosen.get(key) };
  desk.chosen.set(key, state);
  return state;
}

/** What the app offers in a menu while the person types into it. */
export async function suggestions(desk: Desk, label: string, query: string, o: Click): Promise<string[]> {
  const { workspace } = desk.world;
  const user = personAt(desk, o.as);
  const { control, view, message } = findControl(workspace, user, label, o);
  const payload = suggestionPayload(workspace, {
    user,
    blockId: control.blockId,
    actionId: control.actionId,
    value: query,
    ...(view ? { view } : { message }),
  });
  const { body } = await desk.delivery.once('options', payload);
  const offered = fields(body);
  const options = [...list(offered.options), ...list(offered.option_groups).flatMap((group) => list(group.options))];
  return options.map((option) => string(fields(option.text).text));
}
