import { type Fields, isFields } from '../json.ts';
import { newModal, redraw, refuseBadView } from '../modals.ts';
import { viewAnswer } from './answers.ts';
import { defineMethod, invalidArguments, Refusal, type World } from './method.ts';

/** Whom a trigger id stands for. It is looked at after the arguments, so that a bad view does not use it up. */
function exchange({ passes }: World, trigger: string | undefined): string {
  const exchanged = passes.exchange(trigger ?? '');
  if ('user' in exchanged) return exchanged.user;
  if (exchanged.error === 'invalid_arguments') throw invalidArguments('invalid `trigger_id`');
  throw new Refusal(exchanged.error);
}

function readView(value: unknown, type: 'modal' | 'home'): Fields {
  if (!isFields(value)) throw invalidArguments('must provide an object [json-pointer:/view]');
  if (value.type !== type) throw invalidArguments(`must be ${type} [json-pointer:/view/type]`);
  refuseBadView(value);
  return value;
}

const viewArguments = { view: 'json!', trigger_id: 'string!' } as const;

export const open = defineMethod({
  tier: 4,
  args: viewArguments,
  run(world, args) {
    const { workspace } = world;
    const view = readView(args.view, 'modal');
    const user = exchange(world, args.trigger_id);
    const opened = newModal(workspace, user, view);
    workspace.modals.set(user, [opened]);
    workspace.changed();
    return { view: viewAnswer(workspace, opened) };
  },
});

export const push = defineMethod({
  tier: 4,
  args: viewArguments,
  run(world, args) {
    const { workspace } = world;
    const view = readView(args.view, 'modal');
    const user = exchange(world, args.trigger_id);
    const stack = workspace.modals.get(user) ?? [];
    if (stack.length === 0) throw new Refusal('not_found');
    if (stack.length >= 3) throw new Refusal('push_limit_reached');
    const pushed = newModal(workspace, user, view, stack);
    stack.push(pushed);
    workspace.changed();
    return { view: viewAnswer(workspace, pushed) };
  },
});

export const update = defineMethod({
  tier: 4,
  args: { view: 'json!', view_id: 'string', external_id: 'string', hash: 'string' },
  run({ workspace }, args) {
    const view = readView(args.view, 'modal');
    if (!args.view_id && !args.external_id) throw invalidArguments('missing required field: view_id');
    const found = [...workspace.modals.values()]
      .flat()
      .find((one) => (args.view_id ? one.id === args.view_id : one.view.external_id === args.external_id));
    if (!found) throw new Refusal('not_found');
    if (args.hash !== undefined && args.hash !== found.hash) throw new Refusal('hash_conflict');
    redraw(workspace, found, view);
    workspace.changed();
    return { view: viewAnswer(workspace, found) };
  },
});

export const publish = defineMethod({
  tier: 4,
  args: { user_id: 'string!', view: 'json!', hash: 'string' },
  run({ workspace }, args) {
    const view = readView(args.view, 'home');
    const user = workspace.users.get(args.user_id);
    if (!user || user.teamId !== workspace.team.id || user.deleted) {
      throw invalidArguments('user not found [json-pointer:/user_id]');
    }
    const known = workspace.homes.get(user.id);
    if (args.hash !== undefined && known && args.hash !== known.hash) throw new Refusal('hash_conflict');
    const home = known ?? newModal(workspace, user.id, view);
    redraw(workspace, home, view);
    workspace.homes.set(user.id, home);
    workspace.changed();
    return { view: viewAnswer(workspace, home) };
  },
});
