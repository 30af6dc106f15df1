import { useContext, useId, useRef, useState } from 'react';
import { Icon } from './icon.tsx';
import { Press } from './pressing.ts';
import { suggest } from './suggestions.ts';

interface ComposerProps {
  label: string;
  placeholder: string;
  commands: boolean;
  onSend(text: string): void;
}

/** Where people write. Enter sends, Shift+Enter makes a new line, Tab takes a suggestion. */
export function Composer({ label, placeholder, commands, onSend }: ComposerProps) {
  const { people } = useContext(Press);
  const [typed, setTyped] = useState('');
  const [marked, setMarked] = useState(-1);
  const [shut, setShut] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const offered = shut ? [] : suggest(typed, { people, commands });

  const type = (text: string) => {
    setTyped(text);
    setMarked(-1);
    setShut(false);
  };
  const take = (place: number) => {
    const one = offered[Math.max(place, 0)];
    if (!one) return;
    type(one.text);
    area.current?.focus();
  };
  const send = () => {
    const text = typed.trim();
    if (text === '') return;
    type('');
    onSend(text);
  };
  const keyed = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (offered.length > 0 && move) setMarked((marked + move + offered.length) % offered.length);
    else if (offered.length > 0 && event.key === 'Tab' && !event.shiftKey) take(marked);
    else if (offered.length > 0 && event.key === 'Escape') setShut(true);
    else if (event.key !== 'Enter' || event.shiftKey) return;
    else if (marked >= 0) take(marked);
    else send();
    event.preventDefault();
  };

  return (
    <div className="composer">
      {offered.length > 0 && (
        <div className="suggestions" role="listbox" id={listId} aria-label="Suggestions">
          {offered.map((one, place) => (
            <button
              type="button"
              role="option"
              className="suggestion"
              tabIndex={-1}
              id={`${listId}-${place}`}
              aria-selected={place === marked}
              key={one.title}
              onClick={() => take(place)}
            >
              <strong>{one.title}</strong> <span className="quiet">{one.note}</span>
            </button>
          ))}
        </div>
      )}
      <textarea
        ref={area}
        aria-label={label}
        aria-autocomplete="list"
        {...(offered.length > 0 && { 'aria-controls': listId })}
        {...(marked >= 0 && { 'aria-activedescendant': `${listId}-${marked}` })}
        placeholder={placeholder}
        rows={Math.min(8, typed.split('\n').length)}
        value={typed}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={keyed}
      />
      <button type="button" className="send" aria-label="Send" disabled={typed.trim() === ''} onClick={send}>
        <Icon shape="send" />
      </button>
    </div>
  );
}
