import { type ReactNode, useContext } from 'react';
import { string } from '../../slack/json.ts';
import { Acting } from './acting.ts';
import { Press, type Surface } from './pressing.ts';

interface OnSurfaceProps {
  on: Surface;
  /** What is filled in besides. */
  values?(): Record<string, string | string[]>;
  children: ReactNode;
}

/** Sends what is pressed among the children to the app, as pressed on this surface. */
export function OnSurface({ on, values, children }: OnSurfaceProps) {
  const pressing = useContext(Press);
  const { me, doing } = useContext(Acting);
  return (
    <Press.Provider
      value={{
        ...pressing,
        press: ({ blockId, element, label, value }) =>
          doing({
            do: 'click',
            as: me,
            label: label ?? string(element.action_id),
            ...(blockId && { block: blockId }),
            on,
            ...(value !== undefined && { value }),
            ...(values && { values: values() }),
          }),
      }}
    >
      {children}
    </Press.Provider>
  );
}
