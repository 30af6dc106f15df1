import type { Shown } from '../shown.ts';
import { go, homePlace } from './place.ts';

/** The app's own two pages. */
export function AppTabs({ shown, atHome }: { shown: Shown; atHome: boolean }) {
  const tab = (name: string, conversation: string, current: boolean) => (
    <button
      type="button"
      className="tab"
      aria-current={current ? 'page' : undefined}
      onClick={() => go({ me: shown.me, conversation })}
    >
      {name}
    </button>
  );
  return (
    <nav className="tabs" aria-label={`Pages of ${shown.app.name}`}>
      {tab('Home', homePlace, atHome)}
      {tab('Messages', shown.app.conversation, !atHome)}
    </nav>
  );
}
