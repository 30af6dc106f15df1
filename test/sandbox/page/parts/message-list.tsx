import { type ReactNode, useLayoutEffect, useRef } from 'react';
import type { ShownMessage } from '../shown.ts';
import { dayName, sentAt } from './dates.ts';
import { MessageView } from './message.tsx';
import { OnSurface } from './surface.tsx';

interface MessageListProps {
  label: string;
  /** The conversation they are of. */
  channel: string;
  messages: ShownMessage[];
  empty: ReactNode;
  onEdit(ts: string, text: string): void;
  onReply?(ts: string): void;
  /** What stands under a message: its thread, in short. */
  under?(message: ShownMessage): ReactNode;
}

/** Messages by day, the newest at the bottom; it stays there while the reader is there. */
export function MessageList({ label, channel, messages, empty, onEdit, onReply, under }: MessageListProps) {
  const scroller = useRef<HTMLElement>(null);
  const atBottom = useRef(true);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && atBottom.current) element.scrollTop = element.scrollHeight;
  });
  return (
    <section
      className="messages"
      aria-label={label}
      ref={scroller}
      onScroll={({ currentTarget: at }) => {
        atBottom.current = at.scrollHeight - at.scrollTop - at.clientHeight < 80;
      }}
    >
      {messages.length === 0 ? <div className="empty">{empty}</div> : <div className="push-down" />}
      <div role="log" aria-live="polite">
        {messages.map((one, place) => {
          const before = messages[place - 1];
          const newDay = !before || dayName(sentAt(before.ts)) !== dayName(sentAt(one.ts));
          return (
            <div key={one.ts} className="entry">
              {newDay && <h2 className="day">{dayName(sentAt(one.ts))}</h2>}
              <OnSurface on={{ in: channel, ts: one.ts }}>
                <MessageView
                  message={one}
                  follows={!newDay && continues(before, one)}
                  onEdit={(text) => onEdit(one.ts, text)}
                  {...(onReply && { onReply: () => onReply(one.ts) })}
                />
              </OnSurface>
              {under?.(one)}
            </div>
          );
        })}
      </div>
    </section>
  );
}

/** Said within five minutes of the last thing by the same author. */
const continues = (before: ShownMessage | undefined, one: ShownMessage): boolean =>
  before !== undefined &&
  before.user === one.user &&
  before.threadTs === one.threadTs &&
  before.onlyToMe === one.onlyToMe &&
  !one.onlyToMe &&
  Number(one.ts) - Number(before.ts) < 300;
