import { randomInt } from 'node:crypto';
import { checkView } from './block-kit/check.ts';
import { nameBlocks } from './block-kit/name-blocks.ts';
import { initialState } from './form.ts';
import { type Fields, list, string } from './json.ts';
import type { ModalView } from './things.ts';
import { invalidArguments, Refusal } from './web-api/method.ts';
import type { Workspace } from './workspace.ts';

/** Opening and redrawing of views, whether asked for by a method or by the answer to a submission. */
export function refuseBadView(view: Fields): void {
  if (JSON.stringify(view).length > 250_000) throw new Refusal('view_too_large');
  const problems = checkView(view);
  if (problems.length === 0) return;
  throw invalidArguments(...problems.map(({ message, pointer }) => `${message} [json-pointer:/view${pointer}]`));
}

export function newModal(workspace: Workspace, user: string, view: Fields, stack: ModalView[] = []): ModalView {
  const externalId = string(view.external_id);
  const open = [...workspace.modals.values(), [...workspace.homes.values()]].flat();
  if (externalId && open.some((one) => one.view.external_id === externalId)) throw new Refusal('duplicate_external_id');
  const id = workspace.newId('V');
  const named = withBlockIds(view);
  return {
    id,
    hash: newHash(workspace),
    user,
    rootId: stack[0]?.id ?? id,
    previousId: stack.at(-1)?.id ?? null,
    view: named,
    state: initialState(list(named.blocks)),
  };
}

/** Puts a new drawing in place. What was typed stays where block id and action id stayed the same. */
export function redraw(workspace: Workspace, open: ModalView, view: Fields): void {
  open.view = withBlockIds(view);
  open.hash = newHash(workspace);
  const fresh = initialState(list(open.view.blocks));
  for (const [blockId, actions] of Object.entries(fresh)) {
    for (const actionId of Object.keys(actions)) {
      const typed = open.state[blockId]?.[actionId];
      if (typed && typed.type === actions[actionId]?.type) actions[actionId] = typed;
    }
  }
  open.state = fresh;
}

const newHash = (workspace: Workspace): string =>
  `${Math.floor(workspace.now() / 1000)}.${randomInt(1e9).toString(36)}${randomInt(1e9).toString(36)}`;

function withBlockIds(view: Fields): Fields {
  return { ...view, blocks: nameBlocks(list(view.blocks)) };
}
