import type { Snapshot } from '../checks/snapshot.ts';
import type { CloudflareClient } from './client.ts';
import { scopeOf } from './plan-calls.ts';

/** A client that counts what it sends, every attempt that is not the first as a retry. */
export function metered(client: CloudflareClient, onWait?: (ms: number) => void) {
  const calls: Omit<Snapshot['calls'], 'planned'> = { zone: 0, account: 0, graphql: 0, retried: 0 };
  const onRetry = () => {
    calls.retried += 1;
  };
  const counting: CloudflareClient = {
    ...client,
    get(path, options) {
      calls[scopeOf(path)] += 1;
      return client.get(path, { ...options, onRetry, onWait });
    },
    query(document, variables, options) {
      calls.graphql += 1;
      return client.query(document, variables, { ...options, onRetry, onWait });
    },
  };
  return { client: counting, calls };
}
