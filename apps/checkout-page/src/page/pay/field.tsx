// One field: its label, its input, what helps, and what is wrong, tied together for screen readers.
import type { JSX } from 'preact';
import { faultId, fieldId, hintId, type FieldName, type Faults } from '../../form/fields';
import type { MessageKey } from '../../messages/en';
import { useTexts } from '../context';

export interface FieldProps {
  readonly name: FieldName;
  readonly label: MessageKey;
  readonly faults: Faults;
  readonly hint?: MessageKey | undefined;
  /** Stands inside the control, at its end. */
  readonly mark?: JSX.Element;
  readonly onEdit: (name: FieldName, event: Event) => void;
  readonly onLeave: (name: FieldName) => void;
}

export interface InputProps {
  readonly autoComplete: string;
  readonly inputMode?: 'numeric' | 'email';
  readonly placeholder?: string;
  readonly maxLength: number;
  readonly defaultValue?: string;
  readonly autoCapitalize?: 'none' | 'words' | 'characters';
}

export function Field({ input, ...field }: FieldProps & { readonly input: InputProps }): JSX.Element {
  const { name, onEdit, onLeave } = field;
  return (
    <FieldFrame {...field}>
      {/* No `name`, and nothing of it in the page's state: a card number lives in its input alone until it is encrypted. */}
      <input
        type="text"
        {...input}
        {...described(field)}
        spellcheck={false}
        onInput={(event) => onEdit(name, event)}
        onBlur={() => onLeave(name)}
      />
      {field.mark}
    </FieldFrame>
  );
}

export function FieldFrame({
  children,
  ...field
}: Omit<FieldProps, 'onEdit' | 'onLeave'> & { readonly children: JSX.Element | (JSX.Element | undefined)[] }): JSX.Element {
  const { t } = useTexts();
  const fault = field.faults[field.name];
  return (
    <div class={`field field-${field.name}`}>
      <label for={fieldId(field.name)}>{t(field.label)}</label>
      <div class="control">{children}</div>
      {field.hint !== undefined && (
        <p class="unseen" id={hintId(field.name)}>
          {t(field.hint)}
        </p>
      )}
      {fault !== undefined && (
        <p class="fault" id={faultId(field.name)}>
          {t(fault)}
        </p>
      )}
    </div>
  );
}

interface Described {
  readonly id: string;
  readonly required: true;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby'?: string;
}

/** The attributes that tie an input to its fault and its hint. */
export function described({ name, faults, hint }: Pick<FieldProps, 'name' | 'faults' | 'hint'>): Described {
  const isFaulty = faults[name] !== undefined;
  const ids = [...(isFaulty ? [faultId(name)] : []), ...(hint === undefined ? [] : [hintId(name)])];
  return { id: fieldId(name), required: true, 'aria-invalid': isFaulty, ...(ids.length > 0 && { 'aria-describedby': ids.join(' ') }) };
}
