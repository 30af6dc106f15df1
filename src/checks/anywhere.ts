/** Requests that stand for all that may be sent to a host: a rule about some of its paths may hold for one of them. */
import type { Target } from './controls/prover.ts';

const PATHS = ['/', '/{var1}', '/{var1}/{var2}', '/{var1}/{var2}/{var3}', '/{var1}/{var2}/{var3}/{var4}'];
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

export function anywhereOn(host: string): Target[] {
  return PATHS.flatMap((path) => METHODS.map((method) => ({ method, host, path, labels: [] })));
}
