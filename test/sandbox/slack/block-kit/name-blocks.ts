import { randomInt } from 'node:crypto';
import { type Fields, isFields, list } from '../json.ts';

/** Gives a name to the blocks and elements that came without one, as Slack does. */
export function nameBlocks(blocks: Fields[]): Fields[] {
  return blocks.map((block) => ({
    ...block,
    block_id: block.block_id ?? newName(),
    ...(block.element !== undefined && { element: nameElement(block.element) }),
    ...(block.accessory !== undefined && { accessory: nameElement(block.accessory) }),
    ...(hasElements(block) && { elements: list(block.elements).map(nameElement) }),
    ...(block.type === 'card' && Array.isArray(block.actions) && { actions: list(block.actions).map(nameElement) }),
    ...(block.type === 'carousel' && { elements: nameBlocks(list(block.elements)) }),
    ...(block.child_blocks !== undefined && { child_blocks: nameBlocks(list(block.child_blocks)) }),
  }));
}

const hasElements = ({ type }: Fields): boolean => type === 'actions' || type === 'context_actions';

const nameElement = (element: unknown): unknown =>
  isFields(element) && element.type !== 'image' ? { ...element, action_id: element.action_id ?? newName() } : element;

const newName = (): string => randomInt(2 ** 40).toString(36);
