import { useContext } from 'react';
import { type Block, Message } from 'slack-blocks-to-jsx';
import { type Fields, isFields, list, string } from '../../slack/json.ts';
import { slackDate } from './dates.ts';
import { Element, Elements } from './element.tsx';
import { emoji } from './emoji.ts';
import type { Value } from './field.tsx';
import type { ChosenFile } from './file-field.tsx';
import { InputBlock } from './input-block.tsx';
import { keyed } from './keyed.tsx';
import { Names } from './names.ts';
import { Link, TextObject } from './text.tsx';
import { initialValue } from './values.ts';

export interface Filled {
  valueOf(block: Fields, element: Fields): Value;
  fill(block: Fields, element: Fields, value: string | string[]): void;
  attach(block: Fields, files: ChosenFile[]): void;
  errorOf(block: Fields): string | undefined;
}

const nothingFilled: Filled = { valueOf: initialValue, fill: () => {}, attach: () => {}, errorOf: () => undefined };

/** A message's or a view's blocks, in order. */
export function Blocks({ blocks, filled = nothingFilled }: { blocks: Fields[]; filled?: Filled }) {
  return blocks.map((block) => <BlockView key={string(block.block_id)} block={block} filled={filled} />);
}

function BlockView({ block, filled }: { block: Fields; filled: Filled }) {
  switch (block.type) {
    case 'section':
      return <Section block={block} filled={filled} />;
    case 'header':
      return (
        <h3 className="block header">
          <TextObject text={block.text} />
        </h3>
      );
    case 'context':
      return (
        <div className="block context">
          {keyed(list(block.elements), (one) => (
            <span>{one.type === 'image' ? string(one.alt_text) : <TextObject text={one} />}</span>
          ))}
        </div>
      );
    case 'divider':
      return <hr className="block" />;
    case 'actions':
      return <Elements block={block} filled={filled} />;
    case 'input':
      return <InputBlock block={block} filled={filled} />;
    default:
      return <Drawn block={block} />;
  }
}

function Section({ block, filled }: { block: Fields; filled: Filled }) {
  const { accessory } = block;
  const fields = list(block.fields);
  return (
    <div className="block section">
      <div className="section-text">
        {isFields(block.text) && <TextObject text={block.text} />}
        {fields.length > 0 && (
          <div className="fields">
            {keyed(fields, (one) => (
              <div>
                <TextObject text={one} />
              </div>
            ))}
          </div>
        )}
      </div>
      {isFields(accessory) && accessory.type !== 'image' && (
        <div className="accessory">
          <Element element={accessory} blockId={string(block.block_id)} value={filled.valueOf(block, accessory)} />
        </div>
      )}
    </div>
  );
}

/** Blocks that are only looked at: rich text, tables, Markdown, pictures and the rest. */
function Drawn({ block }: { block: Fields }) {
  const names = useContext(Names);
  return (
    <div className="block drawn">
      <Message
        withoutWrapper
        unstyled
        theme="light"
        name=""
        logo=""
        blocks={[block as Block]}
        hooks={{
          user: ({ id }) => <span className={id === names.me ? 'mention mine' : 'mention'}>@{names.person(id)}</span>,
          channel: ({ id, name }) => <span className="mention">#{names.channel(id) ?? name}</span>,
          usergroup: ({ id }) => <span className="mention">@{names.group(id)}</span>,
          emoji: ({ name }) => emoji[name] ?? `:${name}:`,
          date: ({ timestamp, format, fallback }) => (
            <time title={fallback}>{slackDate(Number(timestamp), format)}</time>
          ),
          link: ({ href, children }) => <Link url={href}>{children}</Link>,
        }}
      />
    </div>
  );
}
