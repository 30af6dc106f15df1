import { useContext, useState } from 'react';
import { list, string } from '../../slack/json.ts';
import type { ShownMessage } from '../shown.ts';
import { Avatar } from './avatar.tsx';
import { Blocks } from './blocks.tsx';
import { clockTime, sentAt } from './dates.ts';
import { Editor } from './editor.tsx';
import { Icon } from './icon.tsx';
import { keyed } from './keyed.tsx';
import { Names } from './names.ts';
import { Mrkdwn } from './text.tsx';

interface MessageProps {
  message: ShownMessage;
  /** Follows another one of the same author: no need to say again who speaks. */
  follows?: boolean;
  onEdit(text: string): void;
  onReply?(): void;
}

/** One message: who, when, and what; a private one says so. */
export function MessageView({ message, follows = false, onEdit, onReply }: MessageProps) {
  const names = useContext(Names);
  const [editing, setEditing] = useState(false);
  const author = names.person(message.user);
  const time = clockTime(sentAt(message.ts));
  const mine = !message.byApp && message.user === names.me;
  return (
    <article
      className={['message', follows && 'follows', message.onlyToMe && 'private'].filter(Boolean).join(' ')}
      aria-label={`${author}, ${time}${message.onlyToMe ? ', only visible to you' : ''}`}
    >
      <div className="message-side">
        {follows ? (
          <time className="quiet">{time}</time>
        ) : (
          <Avatar id={message.user} name={author} isApp={message.byApp} />
        )}
      </div>
      <div className="message-main">
        {message.onlyToMe && (
          <p className="only-you">
            <Icon shape="eye" size={14} /> Only visible to you
          </p>
        )}
        {!follows && (
          <p className="byline">
            <strong>{author}</strong>
            {message.byApp && <span className="badge">APP</span>}
            <time className="quiet">{time}</time>
          </p>
        )}
        {editing ? (
          <Editor
            text={typedText(message)}
            onDone={(text) => {
              setEditing(false);
              if (text !== undefined) onEdit(text);
            }}
          />
        ) : (
          <Content message={message} />
        )}
      </div>
      <div className="message-tools">
        {mine && !editing && (
          <button type="button" aria-label="Edit message" onClick={() => setEditing(true)}>
            <Icon shape="edit" /> Edit
          </button>
        )}
        {onReply && !message.onlyToMe && (
          <button type="button" aria-label="Reply in thread" onClick={onReply}>
            <Icon shape="reply" /> Reply
          </button>
        )}
      </div>
    </article>
  );
}

/** As it was typed, before the workspace escaped it. */
const typedText = ({ text }: ShownMessage): string =>
  text
    .replace(/<(https?:[^>|]+)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

function Content({ message }: { message: ShownMessage }) {
  const { me } = useContext(Names);
  return (
    <div className="content">
      {message.byApp && message.blocks.length > 0 ? <Blocks blocks={message.blocks} /> : <Mrkdwn text={message.text} />}
      {message.edited && <span className="quiet"> (edited)</span>}
      {keyed(message.attachments, (one) => (
        <div className="attachment">
          {one.blocks ? (
            <Blocks blocks={list(one.blocks)} />
          ) : (
            <Mrkdwn text={string(one.text) || string(one.fallback)} />
          )}
        </div>
      ))}
      {message.files.map((one) => (
        <a
          key={one.id}
          className="file"
          href={`/api/file?${new URLSearchParams({ as: me, id: one.id })}`}
          download={one.name}
        >
          <Icon shape="file" />
          <span className="file-name">{one.name}</span>
          <span className="quiet">{size(one.size)}</span>
        </a>
      ))}
    </div>
  );
}

const size = (bytes: number): string => (bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} KB`);
