/** Owners or answers have changed: who is asked what, and what the checks say, has to be worked out anew. */
import { markUnposted, newestScan } from '../../db/scans.ts';
import { postScanResults } from '../../jobs/queue.ts';
import type { Turn } from './listener.ts';

export async function reassess({ tx, workspaceId, enqueue, now }: Turn, reviewId: string): Promise<void> {
  const scan = await newestScan(tx, reviewId);
  if (!scan?.snapshotId) return;
  await markUnposted(tx, scan.id);
  enqueue(postScanResults({ workspaceId, scanId: scan.id }, String(now.getTime())));
}
