/** Where a password comes in the body of a request. */
import { isLogin } from '../inventory/classify.ts';
import type { Endpoint } from '../inventory/endpoint.ts';
import { isWrite } from './observed.ts';
import type { SectionValues } from './snapshot.ts';

type Named = Pick<Endpoint, 'method' | 'path' | 'labels'>;
type Operation = Pick<SectionValues['operations'][number], 'method' | 'endpoint' | 'labels'>;

export const sendsPassword = (endpoint: Named): boolean => isWrite(endpoint) && isLogin(endpoint);

/** Of operations as they were read, before they are endpoints. */
export const sendPassword = (operations: readonly Operation[]): boolean =>
  operations.some(({ method, endpoint, labels }) => sendsPassword({ method, path: endpoint, labels }));
