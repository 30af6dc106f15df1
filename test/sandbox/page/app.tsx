import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { Deed } from './act.ts';
import { Acting } from './parts/acting.ts';
import { perform, useShown } from './parts/connection.ts';
import { Icon } from './parts/icon.tsx';
import { Main } from './parts/main.tsx';
import { Modal } from './parts/modal.tsx';
import { Names, nameBook } from './parts/names.ts';
import { homePlace, usePlace } from './parts/place.ts';
import { Press } from './parts/pressing.ts';
import { Rail } from './parts/rail.tsx';
import { useUnread } from './parts/read-marks.ts';
import type { Outcome } from './shown.ts';

/** The page: who acts on the left, what they read in the middle, a thread on the right. */
function App() {
  const place = usePlace();
  const { shown, lost } = useShown(place.me, place.conversation);
  const unread = useUnread(shown);
  const [notice, setNotice] = useState<string>();
  const [railOpen, setRailOpen] = useState(false);
  useVisit(place.me, place.conversation);

  // Never a moment of one person's messages under another one's name.
  if (!shown || shown.me !== place.me) {
    return <p className="loading">{lost ? 'The sandbox does not answer.' : 'Opening the workspace…'}</p>;
  }

  const doing = async (deed: Deed): Promise<Outcome> => {
    setNotice(undefined);
    const outcome = await perform(deed);
    // A form says itself what is wrong with it.
    if (outcome.error && deed.do !== 'submit') setNotice(outcome.error);
    return outcome;
  };
  const channels = shown.channels.filter((one) => one.kind !== 'im');
  return (
    <Names.Provider value={nameBook(shown)}>
      <Acting.Provider value={{ me: place.me, doing }}>
        <Press.Provider value={{ press: () => {}, people: shown.people, channels }}>
          <div className={railOpen ? 'page rail-open' : 'page'}>
            <Rail shown={shown} place={place} unread={unread} onGone={() => setRailOpen(false)} />
            {railOpen && (
              <button type="button" className="shade" aria-label="Close menu" onClick={() => setRailOpen(false)} />
            )}
            <Main shown={shown} place={place} onMenu={() => setRailOpen(true)} />
          </div>
          {shown.modal && <Modal key={`${shown.me} ${shown.modal.id}`} shown={shown.modal} />}
          <Notice
            text={lost ? 'The sandbox does not answer. Is it still running?' : notice}
            onGone={() => setNotice(undefined)}
          />
        </Press.Provider>
      </Acting.Provider>
    </Names.Provider>
  );
}

/** The app hears when somebody opens its Home or the messages with it. */
function useVisit(me: string, conversation: string): void {
  useEffect(() => {
    if (conversation === homePlace) perform({ do: 'open', as: me, tab: 'home' });
    else if (conversation.startsWith('D')) perform({ do: 'open', as: me, tab: 'messages' });
  }, [me, conversation]);
}

/** What went wrong, in the workspace's own words. */
function Notice({ text, onGone }: { text: string | undefined; onGone(): void }) {
  return (
    <div role="alert">
      {text && (
        <div className="notice">
          <span>{text}</span>
          <button type="button" className="icon-button" aria-label="Dismiss notice" onClick={onGone}>
            <Icon shape="close" />
          </button>
        </div>
      )}
    </div>
  );
}

const root = document.getElementById('page');
if (root) createRoot(root).render(<App />);
