import { type Fields, fields, list, string } from '../json.ts';
import { onSurface } from './blocks.ts';
import { id, plainText } from './composition.ts';
import { flag, object, type Problem, type Rule, text, type } from './rule.ts';

export type Surface = keyof typeof onSurface;

const most: Record<Surface, number> = { message: 50, modal: 100, home: 100 };

/** Everything Slack would say against the blocks of a message, modal or Home. Pointers start at the list. */
export function checkBlocks(blocks: unknown[], surface: Surface): Problem[] {
  if (blocks.length > most[surface]) return [{ message: `no more than ${most[surface]} items allowed`, pointer: '' }];
  const single = blocks.flatMap((block, index) => onSurface[surface](block, `/${index}`));
  return [...single, ...checkTogether(list(blocks), surface)];
}

/** What no block shows by itself: ids used twice, and what may stand on a surface only once. */
function checkTogether(blocks: Fields[], surface: Surface): Problem[] {
  const problems: Problem[] = [];
  const say = (message: string, pointer = '') => problems.push({ message, pointer });
  const blockIds = new Set<string>();
  blocks.forEach((block, index) => {
    const blockId = string(block.block_id);
    if (blockId && blockIds.has(blockId)) say(`block_id ${blockId} already exists`, `/${index}/block_id`);
    blockIds.add(blockId);
    const actionIds = elementsOf(block)
      .map((one) => string(one.action_id))
      .filter(Boolean);
    const twice = actionIds.find((one, at) => actionIds.indexOf(one) !== at);
    if (twice) say(`action_id ${twice} already exists`, `/${index}`);
  });
  const ofType = (name: string) => blocks.filter((one) => one.type === name);
  const markdown = ofType('markdown').reduce((sum, one) => sum + string(one.text).length, 0);
  if (markdown > 12_000) say('markdown blocks must be less than 12001 characters in total');
  for (const name of ['table', 'plan']) if (ofType(name).length > 1) say(`only one ${name} allowed`);
  const focused = blocks.flatMap(elementsOf).filter((one) => one.focus_on_load === true);
  if (focused.length > 1) say('only one element may have focus_on_load');
  if (surface !== 'modal' && blocks.some((one) => fields(one.element).type === 'file_input'))
    say('unsupported type: file_input');
  return problems;
}

const elementsOf = (block: Fields): Fields[] => [
  ...list([block.accessory]),
  ...list([block.element]),
  ...(block.type === 'actions' || block.type === 'context_actions' ? list(block.elements) : []),
  ...list(block.child_blocks).flatMap(elementsOf),
];

const blocksOn =
  (surface: Surface): Rule =>
  (value, at) => {
    if (!Array.isArray(value)) return [{ message: 'must provide an array', pointer: at }];
    return checkBlocks(value, surface).map((one) => ({ ...one, pointer: at + one.pointer }));
  };

const common = { callback_id: id, private_metadata: text({ max: 3000 }), external_id: text({ max: 255 }) };

const modal = object(
  {
    'type!': type('modal'),
    'title!': plainText(24),
    'blocks!': blocksOn('modal'),
    submit: plainText(24),
    close: plainText(24),
    clear_on_close: flag,
    notify_on_close: flag,
    submit_disabled: flag,
    ...common,
  },
  (view, at) =>
    view.submit === undefined && list(view.blocks).some((block) => block.type === 'input')
      ? [{ message: 'submit is required when there are input blocks', pointer: at }]
      : [],
);

const home = object({ 'type!': type('home'), 'blocks!': blocksOn('home'), ...common });

/** Everything Slack would say against a view. Pointers start at the view. */
export const checkView = (view: Fields): Problem[] => (view.type === 'home' ? home : modal)(view, '');
