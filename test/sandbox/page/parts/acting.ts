import { createContext } from 'react';
import type { Deed } from '../act.ts';
import type { Outcome } from '../shown.ts';

/** Who acts, and how: whatever is done is done in this person's name. */
export interface Actor {
  me: string;
  doing(deed: Deed): Promise<Outcome>;
}

export const Acting = createContext<Actor>({ me: '', doing: async () => ({ ok: false }) });
