/** How many scans of one workspace a process works on at once, so that its slots are never all taken by one. */
export interface Shares {
  /** Does the work if the workspace has a share left, and says whether it had. */
  within(workspaceId: string, work: () => Promise<void>): Promise<boolean>;
}

export function openShares(most: number): Shares {
  const taken = new Map<string, number>();
  return {
    async within(workspaceId, work) {
      const own = taken.get(workspaceId) ?? 0;
      if (own >= most) return false;
      taken.set(workspaceId, own + 1);
      try {
        await work();
      } finally {
        const left = (taken.get(workspaceId) ?? 1) - 1;
        if (left === 0) taken.delete(workspaceId);
        else taken.set(workspaceId, left);
      }
      return true;
    },
  };
}
