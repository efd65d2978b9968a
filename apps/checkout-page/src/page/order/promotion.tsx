// A promotion code: typed by the buyer where the merchant allows it, with its effect at once and a clear word when it does not apply.
import type { BuyerPromotion } from '@tillstream/checkout/browser';
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { MessageKey } from '../../messages/en';
import { useTexts, type PageActions } from '../context';
import { TagIcon } from '../icons';
import { CodeForm } from './code-form';

interface Props {
  readonly promotion: BuyerPromotion;
  readonly actions: PageActions;
  /** False while an attempt runs and when all is over. */
  readonly canChange: boolean;
  readonly isReady: boolean;
}

export function Promotion({ promotion, actions, canChange, isReady }: Props): JSX.Element | null {
  const { t } = useTexts();
  const whole = useRef<HTMLDivElement>(null);
  // Said to screen readers; who sees the page sees the code and the new total.
  const [said, say] = useState('');
  const done = (text: string): void => {
    say(text);
    whole.current?.focus(); // what had the focus is gone
  };
  if (promotion.code === null && !(promotion.allowed && canChange)) return null;
  return (
    <div class="promotion" ref={whole} tabIndex={-1}>
      {promotion.code === null ? (
        <CodeForm actions={actions} isReady={isReady} onDone={(code) => done(t('promotion.applied', { code }))} />
      ) : (
        <AppliedCode
          code={promotion.code}
          actions={actions}
          canRemove={promotion.removable && canChange && isReady}
          onDone={() => done(t('promotion.removed'))}
        />
      )}
      <p class="unseen" role="status">
        {said}
      </p>
    </div>
  );
}

interface AppliedProps {
  readonly code: string;
  readonly actions: PageActions;
  readonly canRemove: boolean;
  readonly onDone: () => void;
}

function AppliedCode({ code, actions, canRemove, onDone }: AppliedProps): JSX.Element {
  const { t } = useTexts();
  const [fault, setFault] = useState<MessageKey | null>(null);
  const remove = async (): Promise<void> => {
    const found = await actions.removeCode();
    setFault(found);
    if (found === null) onDone();
  };
  return (
    <div>
      <span class="code">
        <TagIcon />
        {code}
        {canRemove && (
          <button type="button" class="plain" aria-label={t('promotion.remove', { code })} onClick={() => void remove()}>
            ✕
          </button>
        )}
      </span>
      {fault !== null && (
        <p class="fault" role="alert">
          {t(fault)}
        </p>
      )}
    </div>
  );
}
