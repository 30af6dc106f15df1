import { useState } from 'react';
import { optionsOf, textOf } from '../../slack/form.ts';
import { type Fields, list, string } from '../../slack/json.ts';
import type { Filled } from './blocks.tsx';
import { useConfirmed } from './confirm.tsx';
import { Field, type Value } from './field.tsx';
import { TextObject } from './text.tsx';

export interface ElementProps {
  element: Fields;
  blockId: string;
  /** What was chosen before. */
  value?: Value;
}

/** Something to press or choose outside of a form's inputs: doing so tells the app at once. */
export function Element({ element, blockId, value }: ElementProps) {
  const { press, dialog } = useConfirmed(element.confirm);
  const [chosen, choose] = useState(value);
  const type = string(element.type);
  const control =
    type === 'button' ? (
      <Button element={element} onPress={() => press({ blockId, element })} />
    ) : type === 'overflow' ? (
      <Overflow element={element} onPress={(label) => press({ blockId, element, label })} />
    ) : (
      <Field
        element={element}
        label={string(element.accessibility_label) || textOf(element.placeholder) || 'Choose'}
        value={chosen}
        onChange={(one) => {
          choose(one);
          press({ blockId, element, value: one });
        }}
      />
    );
  return (
    <>
      {control}
      {dialog}
    </>
  );
}

function Button({ element, onPress }: { element: Fields; onPress(): void }) {
  const style = element.style === 'primary' || element.style === 'danger' ? element.style : '';
  const url = string(element.url);
  const pressed = () => {
    if (/^https?:\/\//i.test(url)) window.open(url, '_blank', 'noopener,noreferrer');
    onPress();
  };
  return (
    <button
      type="button"
      className={`button ${style}`}
      aria-label={string(element.accessibility_label) || undefined}
      onClick={pressed}
    >
      <TextObject text={element.text} />
    </button>
  );
}

/** A menu behind three dots; its entries are pressed like buttons. */
function Overflow({ element, onPress }: { element: Fields; onPress(label: string): void }) {
  const options = optionsOf(element);
  return (
    <details className="overflow">
      <summary className="button" aria-label={string(element.accessibility_label) || 'More actions'}>
        ⋯
      </summary>
      <ul>
        {options.map((option) => (
          <li key={string(option.value)}>
            <button
              type="button"
              className="overflow-entry"
              onClick={(event) => {
                event.currentTarget.closest('details')?.removeAttribute('open');
                onPress(textOf(option.text));
              }}
            >
              <TextObject text={option.text} />
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** A row of things to press. */
export const Elements = ({ block, filled }: { block: Fields; filled: Filled }) => (
  <div className="block actions">
    {list(block.elements).map((element) => (
      <Element
        key={string(element.action_id)}
        element={element}
        blockId={string(block.block_id)}
        value={filled.valueOf(block, element)}
      />
    ))}
  </div>
);
