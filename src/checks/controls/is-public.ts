/** Whether anybody may send requests: nothing in front of the endpoint is known to ask who they are. */
import type { Controls } from './control.ts';

export function isPublic({ access, mtls }: Controls): boolean {
  return access.verdict !== 'covered' && !(mtls.verdict === 'covered' && mtls.mode === 'enforce');
}
