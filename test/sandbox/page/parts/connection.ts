import { useEffect, useState } from 'react';
import type { Deed } from '../act.ts';
import type { Outcome, Shown } from '../shown.ts';

/** What one person sees, with one conversation open, kept up to date by the server's word that something changed. */
export function useShown(me: string, conversation: string): { shown?: Shown; lost: boolean } {
  const [shown, setShown] = useState<Shown>();
  const [lost, setLost] = useState(false);

  useEffect(() => {
    let left = false;
    let loading = false;
    let stale = false;
    // One question at a time, and one more when something changed meanwhile.
    const load = async (): Promise<void> => {
      stale = true;
      if (loading) return;
      loading = true;
      while (stale && !left) {
        stale = false;
        const fresh = await fetchShown(me, conversation);
        if (fresh && !left) setShown(fresh);
      }
      loading = false;
    };
    const source = new EventSource('/api/events');
    source.onmessage = load;
    source.onopen = () => {
      setLost(false);
      load();
    };
    source.onerror = () => setLost(true);
    return () => {
      left = true;
      source.close();
    };
  }, [me, conversation]);

  return { ...(shown && { shown }), lost };
}

async function fetchShown(me: string, conversation: string): Promise<Shown | undefined> {
  try {
    const answer = await fetch(`/api/state?${new URLSearchParams({ as: me, in: conversation })}`);
    return answer.ok ? ((await answer.json()) as Shown) : undefined;
  } catch {
    return undefined;
  }
}

/** Does something in the workspace; the answer says in words what went wrong. */
export async function perform(deed: Deed): Promise<Outcome> {
  try {
    const answer = await fetch('/api/do', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(deed),
    });
    return (await answer.json()) as Outcome;
  } catch {
    return { ok: false, error: 'The sandbox does not answer. Is it still running?' };
  }
}
