import type { ReactNode } from 'react';
import type { Shown, ShownChannel, ShownMessage } from '../shown.ts';
import { Composer } from './composer.tsx';
import { clockTime, sentAt } from './dates.ts';
import { MessageList } from './message-list.tsx';

interface ConversationProps {
  shown: Shown;
  channel: ShownChannel;
  onSend(text: string): void;
  onEdit(ts: string, text: string): void;
  onOpenThread(ts: string): void;
}

/** A channel, or the direct messages with the app. */
export function Conversation({ shown, channel, onSend, onEdit, onOpenThread }: ConversationProps) {
  const direct = channel.kind === 'im';
  const name = direct ? shown.app.name : `#${channel.name}`;
  const all = shown.open?.messages ?? [];
  const roots = all.filter((one) => !one.threadTs || one.broadcast);
  return (
    <>
      <MessageList
        key={`${shown.me} ${channel.id}`}
        label={direct ? `Messages with ${name}` : `Messages in ${name}`}
        channel={channel.id}
        messages={roots}
        empty={
          <>
            <h2>{direct ? `Just you and ${name}` : `Nothing here yet in ${name}`}</h2>
            <p>{shown.welcome ?? 'Start a review: type the command below and press Enter.'}</p>
            <p>
              <code>/api-review start shop.example</code>
            </p>
          </>
        }
        onEdit={onEdit}
        onReply={onOpenThread}
        under={(root) => <ThreadSummary root={root} all={all} onOpen={() => onOpenThread(root.ts)} />}
      />
      {direct && <Prompts app={shown.app} onSend={onSend} />}
      <Composer
        key={`write ${shown.me} ${channel.id}`}
        label={`Message to ${name}`}
        placeholder={direct ? `Message ${name}` : 'Message, or /api-review start shop.example'}
        commands
        onSend={onSend}
      />
    </>
  );
}

/** What the app suggests to ask it, and whether it is at work. */
function Prompts({ app, onSend }: { app: Shown['app']; onSend(text: string): void }): ReactNode {
  if (app.working) return <p className="prompts quiet">{app.name} is working on it…</p>;
  if (app.prompts.length === 0) return null;
  return (
    <div className="prompts">
      {app.prompts.map(({ title, message }) => (
        <button type="button" key={title} className="prompt" onClick={() => onSend(message)}>
          {title}
        </button>
      ))}
    </div>
  );
}

function ThreadSummary({ root, all, onOpen }: { root: ShownMessage; all: ShownMessage[]; onOpen(): void }): ReactNode {
  const inThread = all.filter((one) => one.threadTs === root.ts);
  const last = inThread.at(-1);
  if (!last || root.threadTs) return null;
  const replies = inThread.filter((one) => !one.onlyToMe).length;
  const whispers = inThread.length - replies;
  const counts = [
    replies > 0 && (replies === 1 ? '1 reply' : `${replies} replies`),
    whispers > 0 && `${whispers} only visible to you`,
  ];
  return (
    <button type="button" className="thread-summary" onClick={onOpen}>
      <strong>{counts.filter(Boolean).join(', ')}</strong>{' '}
      <span className="quiet">last at {clockTime(sentAt(last.ts))}</span>
    </button>
  );
}
