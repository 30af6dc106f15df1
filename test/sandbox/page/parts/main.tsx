import { useContext } from 'react';
import type { Shown } from '../shown.ts';
import { Acting } from './acting.ts';
import { AppTabs } from './app-tabs.tsx';
import { Conversation } from './conversation.tsx';
import { Home } from './home.tsx';
import { Icon } from './icon.tsx';
import { go, homePlace, type Place } from './place.ts';
import { Thread } from './thread.tsx';

interface MainProps {
  shown: Shown;
  place: Place;
  onMenu(): void;
}

/** What is open: a conversation with maybe a thread beside it, or the app's Home. */
export function Main({ shown, place, onMenu }: MainProps) {
  const { me, conversation, thread } = place;
  const { doing } = useContext(Acting);
  const channel = shown.channels.find((one) => one.id === conversation);
  const atHome = conversation === homePlace;
  const title = atHome || channel?.kind === 'im' ? shown.app.name : channel ? `#${channel.name}` : 'No such channel';
  const edit = (ts: string, text: string) => doing({ do: 'edit', as: me, in: conversation, ts, text });
  const send = (text: string) =>
    doing(
      text.startsWith('/')
        ? { do: 'command', as: me, in: conversation, text }
        : { do: 'say', as: me, in: conversation, text },
    );
  const reply = (text: string) => thread && doing({ do: 'say', as: me, in: conversation, text, thread });

  return (
    <>
      <main className={thread ? 'main beside-thread' : 'main'}>
        <header className="bar">
          <button type="button" className="icon-button menu" aria-label="Open menu" onClick={onMenu}>
            <Icon shape="menu" />
          </button>
          <div className="bar-title">
            <h1>{title}</h1>
            {channel && channel.kind !== 'im' && (
              <p className="quiet">
                {channel.members} members{channel.topic && ` · ${channel.topic}`}
                {channel.shared && ' · shared with another company'}
              </p>
            )}
          </div>
          {(atHome || channel?.kind === 'im') && <AppTabs shown={shown} atHome={atHome} />}
        </header>
        {atHome && <Home shown={shown} />}
        {channel && (
          <Conversation
            shown={shown}
            channel={channel}
            onSend={send}
            onEdit={edit}
            onOpenThread={(ts) => go({ me, conversation, thread: ts })}
          />
        )}
        {!atHome && !channel && (
          <div className="empty">
            <h2>You are not in this channel</h2>
            <p>Choose another one, or act as somebody who is.</p>
          </div>
        )}
      </main>
      {channel && thread && (
        <Thread
          shown={shown}
          channel={channel.id}
          root={thread}
          place={title}
          onSend={reply}
          onEdit={edit}
          onClose={() => go({ me, conversation })}
        />
      )}
    </>
  );
}
