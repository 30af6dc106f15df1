import { Fragment, type ReactNode } from 'react';

/** Parts of a text have no identity of their own: their place is their key. */
export const keyed = <T,>(parts: T[], draw: (part: T) => ReactNode): ReactNode[] =>
  [...parts.entries()].map(([place, part]) => <Fragment key={place}>{draw(part)}</Fragment>);
