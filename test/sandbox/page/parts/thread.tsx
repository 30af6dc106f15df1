import type { Shown } from '../shown.ts';
import { Composer } from './composer.tsx';
import { Icon } from './icon.tsx';
import { MessageList } from './message-list.tsx';

interface ThreadProps {
  shown: Shown;
  channel: string;
  root: string;
  place: string;
  onSend(text: string): void;
  onEdit(ts: string, text: string): void;
  onClose(): void;
}

/** One message and its replies, beside the channel; on a phone instead of it. */
export function Thread({ shown, channel, root, place, onSend, onEdit, onClose }: ThreadProps) {
  const messages = (shown.open?.messages ?? []).filter((one) => one.ts === root || one.threadTs === root);
  return (
    <aside className="thread" aria-label="Thread">
      <header className="bar">
        <button type="button" className="icon-button back" aria-label="Back to the channel" onClick={onClose}>
          <Icon shape="back" />
        </button>
        <h2>
          Thread <span className="quiet">{place}</span>
        </h2>
        <button type="button" className="icon-button close" aria-label="Close thread" onClick={onClose}>
          <Icon shape="close" />
        </button>
      </header>
      <MessageList
        key={root}
        label="Replies"
        channel={channel}
        messages={messages}
        empty={<p>This message is not here any more.</p>}
        onEdit={onEdit}
      />
      {messages.length > 0 && (
        <Composer
          key={`${shown.me} ${root}`}
          label="Reply in thread"
          placeholder="Reply…"
          commands={false}
          onSend={onSend}
        />
      )}
    </aside>
  );
}
