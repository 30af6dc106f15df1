import { useContext, useState } from 'react';
import { controlsOf, textOf } from '../../slack/form.ts';
import { type Fields, fields, isFields, list, string } from '../../slack/json.ts';
import type { Outcome, ShownView } from '../shown.ts';
import { Acting } from './acting.ts';
import { Blocks, type Filled } from './blocks.tsx';
import { Dialog } from './dialog.tsx';
import type { ChosenFile } from './file-field.tsx';
import { OnSurface } from './surface.tsx';
import { plainValue } from './values.ts';

type Values = Record<string, string | string[]>;

/** A form of the app. What is typed stays typed when the app redraws it. */
export function Modal({ shown }: { shown: ShownView }) {
  const { me, doing } = useContext(Acting);
  const [typed, setTyped] = useState<Values>({});
  const [files, setFiles] = useState<Record<string, ChosenFile[]>>({});
  const [outcome, setOutcome] = useState<Outcome>({ ok: true });
  const [sending, setSending] = useState(false);
  const blocks = list(shown.view.blocks);
  const submit = isFields(shown.view.submit) || blocks.some((one) => one.type === 'input');

  const filled: Filled = {
    valueOf: (block, element) => typed[nameOf(block, element)] ?? remembered(shown, block, element),
    fill: (block, element, value) => setTyped((before) => ({ ...before, [nameOf(block, element)]: value })),
    attach: (block, chosen) => setFiles((before) => ({ ...before, [textOf(block.label)]: chosen })),
    errorOf: (block) => outcome.errors?.[string(block.block_id)],
  };
  const send = async () => {
    setSending(true);
    setOutcome(await doing({ do: 'submit', as: me, values: valuesIn(blocks, filled), files: withFiles(files) }));
    setSending(false);
  };
  const dismiss = () => doing({ do: 'dismiss', as: me });

  return (
    <Dialog title={textOf(shown.view.title)} onClose={dismiss}>
      <OnSurface on={{ view: true }} values={() => valuesIn(blocks, filled)}>
        <div className="dialog-body">
          {outcome.error && (
            <p className="error" role="alert">
              {outcome.error}
            </p>
          )}
          <Blocks blocks={blocks} filled={filled} />
        </div>
      </OnSurface>
      <footer className="dialog-foot">
        <button type="button" className="button" onClick={dismiss}>
          {textOf(shown.view.close) || (submit ? 'Cancel' : 'Close')}
        </button>
        {submit && (
          <button type="button" className="button primary" disabled={sending} onClick={send}>
            {textOf(shown.view.submit) || 'Submit'}
          </button>
        )}
      </footer>
    </Dialog>
  );
}

const nameOf = (block: Fields, element: Fields): string => `${string(block.block_id)} ${string(element.action_id)}`;

const remembered = ({ state }: ShownView, block: Fields, element: Fields) =>
  plainValue(fields(state[string(block.block_id)]?.[string(element.action_id)]));

/** A field from which the files were taken away again has none to send. */
const withFiles = (files: Record<string, ChosenFile[]>) =>
  Object.fromEntries(Object.entries(files).filter(([, chosen]) => chosen.length > 0));

/** Everything in the form's inputs, by block; files travel apart. */
function valuesIn(blocks: Fields[], filled: Filled): Values {
  const inputs = controlsOf(blocks).filter(
    ({ block, element }) => block.type === 'input' && element.type !== 'file_input',
  );
  return Object.fromEntries(
    inputs.flatMap(({ block, element, blockId }) => {
      const value = filled.valueOf(block, element);
      return value === undefined ? [] : [[blockId, value]];
    }),
  );
}
