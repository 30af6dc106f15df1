import { channelScreen } from './screen.ts';
import type { Workspace } from './workspace.ts';

/** Waits for the workspace to look as wanted; looks again at every change, and shows what it saw when time is up. */
export function until(
  workspace: Workspace,
  condition: () => boolean | undefined,
  o: { withinMs?: number; what?: string },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      forget();
      settle();
    };
    const look = () => {
      try {
        if (condition()) finish(resolve);
      } catch (error) {
        finish(() => reject(error));
      }
    };
    const giveUp = () =>
      reject(new Error(`Waited in vain for ${o.what ?? String(condition)}\n${everything(workspace)}`));
    const timer = setTimeout(() => finish(giveUp), o.withinMs ?? 60_000);
    const forget = workspace.onChange(look);
    look();
  });
}

function everything(workspace: Workspace): string {
  const screens = [...workspace.channels.values()].flatMap((channel) => {
    const text = channelScreen(workspace, channel.id, {});
    return text ? [`#${channel.name || channel.id}\n${text}`] : [];
  });
  const whispers = workspace.ephemerals.map((one) => `(only ${one.to}) ${one.text}`);
  return [...screens, ...whispers].join('\n\n');
}
