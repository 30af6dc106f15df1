import { useContext } from 'react';
import { optionsOf, textOf } from '../../slack/form.ts';
import { type Fields, isFields, list, string } from '../../slack/json.ts';
import { Press } from './pressing.ts';
import { TextObject } from './text.tsx';

export type Value = string | string[] | undefined;

interface FieldProps {
  element: Fields;
  label: string;
  value: Value;
  onChange(value: string | string[]): void;
  /** What the browser reads out as wrong or as help about it. */
  describedBy?: string;
  required?: boolean;
}

const inputTypes: Record<string, string> = {
  datepicker: 'date',
  timepicker: 'time',
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'number',
};

/** One thing to fill in or choose, drawn with the browser's own controls. */
export function Field(props: FieldProps) {
  const { element, label, value, onChange, describedBy, required } = props;
  const type = string(element.type);
  if (type === 'radio_buttons' || type === 'checkboxes') return <Choices {...props} many={type === 'checkboxes'} />;
  if (type.startsWith('multi_')) return <Choices {...props} many />;
  if (type.endsWith('_select')) return <Menu {...props} />;
  const common = {
    className: 'input',
    'aria-label': label,
    'aria-describedby': describedBy,
    'aria-required': required,
    placeholder: textOf(element.placeholder),
    value: typeof value === 'string' ? value : '',
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
    // The form asks for the focus where its author wants it.
    ...(element.focus_on_load === true && { autoFocus: true }),
    ...(typeof element.max_length === 'number' && { maxLength: element.max_length }),
  };
  if (type === 'rich_text_input' || element.multiline === true) return <textarea rows={4} {...common} />;
  return <input type={inputTypes[type] ?? 'text'} {...common} />;
}

interface Choice {
  value: string;
  text: unknown;
  description?: unknown;
}

/** What can be chosen: the element's own options, or the people and channels of the workspace. */
function useChoices(element: Fields): Choice[] {
  const { people, channels } = useContext(Press);
  const type = string(element.type);
  const plain = (text: string) => ({ type: 'plain_text', text });
  if (type.includes('users_select'))
    return people.filter((one) => one.here).map((one) => ({ value: one.id, text: plain(one.realName) }));
  if (/(channels|conversations)_select/.test(type))
    return channels.map((one) => ({ value: one.id, text: plain(`#${one.name}`) }));
  return optionsOf(element).map((one) => ({
    value: string(one.value),
    text: one.text,
    ...(isFields(one.description) && { description: one.description }),
  }));
}

function Menu({ element, label, value, onChange, describedBy, required }: FieldProps) {
  const choices = useChoices(element);
  const groups = list(element.option_groups);
  const entry = (one: Choice) => (
    <option key={one.value} value={one.value}>
      {textOf(one.text)}
    </option>
  );
  return (
    <select
      className="input"
      aria-label={label}
      aria-describedby={describedBy}
      aria-required={required}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      <option value="">{textOf(element.placeholder) || 'Choose…'}</option>
      {groups.length === 0
        ? choices.map(entry)
        : groups.map((group) => (
            <optgroup key={textOf(group.label)} label={textOf(group.label)}>
              {list(group.options).map((one) => entry({ value: string(one.value), text: one.text }))}
            </optgroup>
          ))}
    </select>
  );
}

function Choices({ element, label, value, onChange, describedBy, many }: FieldProps & { many: boolean }) {
  const choices = useChoices(element);
  const chosen = [value ?? []].flat();
  const toggled = (one: string) => (chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one]);
  return (
    <fieldset className="choices" aria-label={label} aria-describedby={describedBy}>
      {choices.map((one) => (
        <label key={one.value}>
          <input
            type={many ? 'checkbox' : 'radio'}
            checked={chosen.includes(one.value)}
            onChange={() => onChange(many ? toggled(one.value) : one.value)}
          />
          <span>
            <TextObject text={one.text} />
            {one.description !== undefined && (
              <small>
                <TextObject text={one.description} />
              </small>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
