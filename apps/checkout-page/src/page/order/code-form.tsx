// Where the buyer types a promotion code: a quiet link first, so that who has none does not go looking for one.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { MessageKey } from '../../messages/en';
import { useTexts, type PageActions } from '../context';
import { Spinner } from '../icons';

interface Props {
  readonly actions: PageActions;
  readonly isReady: boolean;
  readonly onDone: (code: string) => void;
}

export function CodeForm({ actions, isReady, onDone }: Props): JSX.Element {
  const { t } = useTexts();
  const input = useRef<HTMLInputElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<MessageKey | null>(null);

  useEffect(() => {
    if (isOpen) input.current?.focus();
  }, [isOpen]);

  const apply = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (isBusy) return;
    const code = input.current?.value.trim() ?? '';
    setBusy(code !== '');
    const found = code === '' ? 'promotion.required' : await actions.applyCode(code);
    setBusy(false);
    setFault(found);
    if (found === null) onDone(code);
    else input.current?.focus();
  };

  if (!isOpen)
    return (
      <button type="button" class="plain link" disabled={!isReady} onClick={() => setOpen(true)}>
        {t('promotion.add')}
      </button>
    );
  return (
    <form noValidate onSubmit={(event) => void apply(event)}>
      <label for="promotion-code">{t('promotion.label')}</label>
      <div class="code-row">
        <input
          id="promotion-code"
          ref={input}
          autoComplete="off"
          autoCapitalize="characters"
          spellcheck={false}
          maxLength={100}
          aria-invalid={fault !== null}
          aria-describedby={fault === null ? undefined : 'promotion-fault'}
          onInput={() => setFault(null)}
        />
        <button type="submit" class="second" aria-disabled={isBusy}>
          {isBusy ? <Spinner /> : t('promotion.apply')}
        </button>
      </div>
      {fault !== null && (
        <p class="fault" id="promotion-fault" role="alert">
          {t(fault)}
        </p>
      )}
    </form>
  );
}
