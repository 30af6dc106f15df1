import type { Fields } from '../json.ts';

export interface Problem {
  message: string;
  pointer: string;
}

export type Surface = 'message' | 'modal' | 'home';

const most: Record<Surface, number> = { message: 50, modal: 100, home: 100 };

/** Everything Slack would say against a list of blocks on a surface. Pointers are relative to the list. */
export function checkBlocks(blocks: Fields[], surface: Surface): Problem[] {
  if (blocks.length > most[surface]) return [{ message: `no more than ${most[surface]} items allowed`, pointer: '' }];
  return [];
}

export function checkView(view: Fields): Problem[] {
  return Array.isArray(view.blocks) ? [] : [{ message: 'missing required field: blocks', pointer: '' }];
}
