import { useState } from 'react';

/** Changes a message one wrote: Enter saves, Escape leaves it as it was. */
export function Editor({ text, onDone }: { text: string; onDone(text?: string): void }) {
  const [typed, setTyped] = useState(text);
  const save = () => onDone(typed.trim() === '' || typed === text ? undefined : typed);
  return (
    <div className="editor">
      <textarea
        className="input"
        aria-label="Edit message"
        rows={2}
        value={typed}
        // The person asked to write here.
        ref={(area) => area?.focus()}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone();
          if (event.key !== 'Enter' || event.shiftKey) return;
          event.preventDefault();
          save();
        }}
      />
      <button type="button" className="button" onClick={() => onDone()}>
        Cancel
      </button>
      <button type="button" className="button primary" onClick={save}>
        Save
      </button>
    </div>
  );
}
