import { useContext, useState } from 'react';
import { type Fields, fields, isFields, string } from '../../slack/json.ts';
import { Dialog } from './dialog.tsx';
import { Press, type Pressed, type Pressing } from './pressing.ts';
import { TextObject } from './text.tsx';

/** Presses at once, or after the question the app wants asked first. `dialog` is that question while it is open. */
export function useConfirmed(confirm: unknown): { press: Pressing['press']; dialog: React.ReactNode } {
  const { press } = useContext(Press);
  const [waiting, setWaiting] = useState<Pressed>();
  if (!isFields(confirm)) return { press, dialog: null };
  const dialog = waiting && (
    <ConfirmDialog
      confirm={confirm}
      onAnswer={(yes) => {
        setWaiting(undefined);
        if (yes) press(waiting);
      }}
    />
  );
  return { press: setWaiting, dialog };
}

function ConfirmDialog({ confirm, onAnswer }: { confirm: Fields; onAnswer(yes: boolean): void }) {
  const style = confirm.style === 'danger' ? 'danger' : 'primary';
  return (
    <Dialog title={string(fields(confirm.title).text)} onClose={() => onAnswer(false)} small>
      <div className="dialog-body">
        <TextObject text={confirm.text} />
      </div>
      <footer className="dialog-foot">
        <button type="button" className="button" onClick={() => onAnswer(false)}>
          <TextObject text={confirm.deny} />
        </button>
        <button type="button" className={`button ${style}`} onClick={() => onAnswer(true)}>
          <TextObject text={confirm.confirm} />
        </button>
      </footer>
    </Dialog>
  );
}
