import { type ReactNode, useContext } from 'react';
import { type Fields, fields, string } from '../../slack/json.ts';
import { slackDate } from './dates.ts';
import { emoji, withEmoji } from './emoji.ts';
import { keyed } from './keyed.tsx';
import { type Inline, type Paragraph, readMrkdwn } from './mrkdwn.ts';
import { Names } from './names.ts';

/** A text object of Block Kit: markup only where it says so. */
export function TextObject({ text }: { text: unknown }) {
  const { type, text: written }: Fields = fields(text);
  return type === 'mrkdwn' ? <Mrkdwn text={string(written)} /> : withEmoji(string(written));
}

export function Mrkdwn({ text }: { text: string }) {
  return (
    <>
      {keyed(readMrkdwn(text), (one) => (
        <ParagraphView paragraph={one} />
      ))}
    </>
  );
}

function ParagraphView({ paragraph }: { paragraph: Paragraph }) {
  if (paragraph.kind === 'preformatted') return <pre>{paragraph.text}</pre>;
  const parts = keyed(paragraph.parts, (one) => <InlineView part={one} />);
  return paragraph.kind === 'quote' ? <blockquote>{parts}</blockquote> : <span className="lines">{parts}</span>;
}

function InlineView({ part }: { part: Inline }) {
  const names = useContext(Names);
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'emoji':
      return emoji[part.text] ?? `:${part.text}:`;
    case 'code':
      return <code>{part.text}</code>;
    case 'bold':
      return (
        <strong>
          {keyed(part.parts, (one) => (
            <InlineView part={one} />
          ))}
        </strong>
      );
    case 'italic':
      return (
        <em>
          {keyed(part.parts, (one) => (
            <InlineView part={one} />
          ))}
        </em>
      );
    case 'strike':
      return (
        <s>
          {keyed(part.parts, (one) => (
            <InlineView part={one} />
          ))}
        </s>
      );
    case 'user':
      return <span className={part.id === names.me ? 'mention mine' : 'mention'}>@{names.person(part.id)}</span>;
    case 'channel':
      return <span className="mention">#{names.channel(part.id) ?? (part.label || part.id)}</span>;
    case 'group':
      return <span className="mention">@{names.group(part.id)}</span>;
    case 'broadcast':
      return <span className="mention mine">{part.text}</span>;
    case 'date':
      return <time title={part.fallback}>{slackDate(part.seconds, part.format)}</time>;
    case 'link':
      return <Link url={part.url}>{withEmoji(part.label)}</Link>;
  }
}

/** Only addresses of the web and of mail become links. */
export function Link({ url, children }: { url: string; children: ReactNode }) {
  if (!/^(https?:\/\/|mailto:)/i.test(url)) return children;
  return (
    <a href={url} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  );
}
