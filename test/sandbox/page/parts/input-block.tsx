import { useContext, useId } from 'react';
import { textOf } from '../../slack/form.ts';
import { type Fields, fields, isFields, string } from '../../slack/json.ts';
import type { Filled } from './blocks.tsx';
import { Field } from './field.tsx';
import { FileField } from './file-field.tsx';
import { Press } from './pressing.ts';
import { TextObject } from './text.tsx';

/** A labelled field of a form, with its help and what is wrong with it. */
export function InputBlock({ block, filled }: { block: Fields; filled: Filled }) {
  const { press } = useContext(Press);
  const help = useId();
  const element = fields(block.element);
  const error = filled.errorOf(block);
  const hint = isFields(block.hint);
  const changed = (value: string | string[]) => {
    filled.fill(block, element, value);
    // What is typed is not told letter by letter.
    if (block.dispatch_action === true && !string(element.type).includes('input'))
      press({ blockId: string(block.block_id), element, value });
  };
  const common = {
    element,
    label: textOf(block.label),
    ...((error || hint) && { describedBy: help }),
  };
  return (
    <div className={error ? 'block input-block wrong' : 'block input-block'}>
      <div className="label" aria-hidden="true">
        <TextObject text={block.label} />
        {block.optional === true && <span className="optional"> (optional)</span>}
      </div>
      {element.type === 'file_input' ? (
        <FileField {...common} onChoose={(files) => filled.attach(block, files)} />
      ) : (
        <Field
          {...common}
          value={filled.valueOf(block, element)}
          onChange={changed}
          required={block.optional !== true}
        />
      )}
      <div id={help}>
        {error && (
          <p className="error" role="alert">
            {error}
          </p>
        )}
        {hint && (
          <p className="hint">
            <TextObject text={block.hint} />
          </p>
        )}
      </div>
    </div>
  );
}
