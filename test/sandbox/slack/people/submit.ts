import { clientErrors, controlsOf, fillIn } from '../form.ts';
import { type Fields, fields, isFields, list, string } from '../json.ts';
import { newModal, redraw, refuseBadView } from '../modals.ts';
import { closedPayload, submissionPayload } from '../payloads/interactions.ts';
import { type Desk, personAt, type Seen, seenOf } from '../people.ts';
import type { ModalView, User } from '../things.ts';
import { fileAnswer } from '../web-api/answers.ts';
import { Refusal } from '../web-api/method.ts';
import type { Upload } from '../workspace.ts';

/** Fills in the topmost form and presses its submit button. */
export async function submit(
  desk: Desk,
  o: {
    as: string;
    values?: Record<string, string | string[]>;
    files?: Record<string, Upload[]>;
  },
): Promise<Seen & { errors?: Record<string, string> }> {
  const { workspace } = desk.world;
  const user = personAt(desk, o.as);
  const view = topModal(desk, user);
  const blocks = list(view.view.blocks);
  fillIn(blocks, view.state, o.values ?? {});
  for (const [label, uploads] of Object.entries(o.files ?? {})) attach(desk, user, view, label, uploads);
  workspace.changed();
  const refused = clientErrors(blocks, view.state);
  if (Object.keys(refused).length > 0) return { ok: false, outcome: 'refused', errors: refused };
  const trigger_id = desk.world.passes.newTrigger(user.id);
  const answer = await desk.delivery.once('interaction', submissionPayload(workspace, { user, view, trigger_id }));
  const seen = seenOf(answer, 'We had some trouble connecting. Try again?');
  return seen.ok ? { ...seen, ...followAnswer(desk, user, view, answer.body) } : seen;
}

/** Uploads at once, as Slack's client does while the form is open; the app gets the files whole. */
function attach(desk: Desk, user: User, view: ModalView, label: string, uploads: readonly Upload[]): void {
  const { workspace } = desk.world;
  const control = controlsOf(list(view.view.blocks)).find((one) => one.label === label);
  if (control?.element.type !== 'file_input') throw new Error(`No files can be put into "${label}".`);
  const { filetypes, max_files } = control.element;
  if (uploads.length > (typeof max_files === 'number' ? max_files : 10))
    throw new Error('Slack takes fewer files here.');
  for (const { name } of uploads) {
    const type = name.split('.').at(-1) ?? '';
    if (Array.isArray(filetypes) && !filetypes.includes(type)) throw new Error(`Slack takes no ${name} here.`);
  }
  const files = uploads.map((one) => fileAnswer(workspace, workspace.upload(user.id, one)));
  view.state[control.blockId] = { ...view.state[control.blockId], [control.actionId]: { type: 'file_input', files } };
}

/** Does what the app answered to a submission; a bad answer looks to the person like a failure. */
function followAnswer(
  desk: Desk,
  user: User,
  view: ModalView,
  body: unknown,
): { ok?: boolean; error?: string; errors?: Record<string, string> } {
  const { workspace } = desk.world;
  const stack = workspace.modals.get(user.id) ?? [];
  const answer = fields(body);
  try {
    if (answer.response_action === undefined) workspace.modals.set(user.id, without(stack, view));
    else if (answer.response_action === 'clear') stack.length = 0;
    else if (answer.response_action === 'errors') return { errors: readErrors(view, answer.errors) };
    else if (answer.response_action === 'update' || answer.response_action === 'push')
      nextView(desk, user, view, answer);
    else throw new Refusal('invalid_response_action');
    return {};
  } catch (error) {
    if (error instanceof Refusal)
      return { ok: false, error: `We had some trouble connecting. Try again? (${error.code})` };
    throw error;
  } finally {
    workspace.changed();
  }
}

const without = (stack: ModalView[], view: ModalView): ModalView[] => stack.filter((one) => one !== view);

function nextView(desk: Desk, user: User, current: ModalView, { response_action, view }: Fields): void {
  const { workspace } = desk.world;
  if (!isFields(view)) throw new Refusal('invalid_arguments');
  refuseBadView(view);
  if (response_action === 'update') {
    redraw(workspace, current, view);
    return;
  }
  const stack = workspace.modals.get(user.id) ?? [];
  if (stack.length >= 3) throw new Refusal('push_limit_reached');
  stack.push(newModal(workspace, user.id, view, stack));
}

function readErrors(view: ModalView, errors: unknown): Record<string, string> {
  const inputs = new Set(list(view.view.blocks).flatMap((one) => (one.type === 'input' ? [string(one.block_id)] : [])));
  const entries = Object.entries(fields(errors)).map(([blockId, text]): [string, string] => {
    if (!inputs.has(blockId) || typeof text !== 'string' || text === '') throw new Refusal('invalid_errors');
    return [blockId, text];
  });
  if (entries.length === 0) throw new Refusal('invalid_errors');
  return Object.fromEntries(entries);
}

/** Closes the topmost form. */
export async function dismiss(desk: Desk, o: { as: string }): Promise<void> {
  const { workspace } = desk.world;
  const user = personAt(desk, o.as);
  const view = topModal(desk, user);
  const stack = workspace.modals.get(user.id) ?? [];
  const closed = view.view.clear_on_close === true ? stack.splice(0) : stack.splice(-1);
  workspace.changed();
  for (const one of closed) {
    if (one.view.notify_on_close !== true) continue;
    await desk.delivery.once('interaction', closedPayload(workspace, { user, view: one, cleared: closed.length > 1 }));
  }
}

function topModal(desk: Desk, user: User): ModalView {
  const { workspace } = desk.world;
  const view = workspace.modals.get(user.id)?.at(-1);
  if (!view) throw new Error(`${user.id} has no form open.`);
  return view;
}
