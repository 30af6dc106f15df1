import type { CallMatch, Fault, RecordedCall } from './sandbox.ts';

/** The failures that tests have asked for and that are still to happen. */
export interface Faults {
  add(match: CallMatch, fault: Fault, times: number): () => void;
  /** The first fault that is meant for this call; it is used up by one. */
  take(call: RecordedCall): Fault | undefined;
}

export function startFaults(knownRoutes: Set<string>): Faults {
  const pending: { match: CallMatch; fault: Fault; left: number }[] = [];
  return {
    add(match, fault, times) {
      if (typeof match === 'string' && match !== '*' && !knownRoutes.has(match)) {
        throw new Error(`no such route in the sandbox: ${match}`);
      }
      const entry = { match, fault, left: times };
      pending.push(entry);
      return () => {
        entry.left = 0;
      };
    },
    take(call) {
      const entry = pending.find(({ match, left }) => left > 0 && meant(match, call));
      if (entry) entry.left -= 1;
      return entry?.fault;
    },
  };
}

function meant(match: CallMatch, call: RecordedCall): boolean {
  if (typeof match === 'function') return match(call);
  return match === '*' || match === `${call.method} ${call.route}`;
}
