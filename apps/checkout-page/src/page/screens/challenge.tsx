// 3-D Secure: the bank's page in a frame, inside a document of ours that lets in this one bank, with a way back. The end is seen by the inner
// frame's address: when it is one of our own origin again, the bank is done, and the server is told. Nothing has to be said by a script of the bank.
import type { BuyerAttempt, BuyerSession } from '@tillstream/checkout/browser';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useWords, type PageActions } from '../context';
import { Processing } from './waiting';

interface Props {
  readonly session: BuyerSession;
  readonly attempt: BuyerAttempt;
  readonly finishAction: PageActions['finishAction'];
}

export function Challenge({ session, attempt, finishAction }: Props): JSX.Element {
  const t = useWords(session);
  const heading = useRef<HTMLHeadingElement>(null);
  const [isDone, setDone] = useState(false);
  const [source, setSource] = useState<string>();
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => setSource(framePath(attempt.id)), [attempt.id]);
  if (isDone || attempt.action === null) return <Processing session={session} takesFocus />;
  const finish = (outcome: 'returned' | 'abandoned'): void => {
    setDone(true);
    finishAction(outcome);
  };
  return (
    <div class="challenge">
      <h2 tabIndex={-1} ref={heading}>
        {t('challenge.title')}
      </h2>
      <p>{t('challenge.body')}</p>
      <iframe
        title={t('challenge.frame')}
        src={source}
        referrerpolicy="no-referrer"
        onLoad={(event) => watchBank(event.currentTarget, attempt.id, () => finish('returned'))}
      />
      <a class="quiet" href={attempt.action.url} target="_self" rel="noreferrer">
        {t('challenge.window')}
      </a>
      <button type="button" class="plain link" onClick={() => finish('abandoned')}>
        {t('challenge.cancel')}
      </button>
    </div>
  );
}

const framePath = (attemptId: string): string => `${window.location.pathname.replace(/\/$/, '')}/challenge/${attemptId}`;

/** Our own document is loaded, and with it the bank's first page: from now on each page that the bank leads to is looked at. */
function watchBank(frame: HTMLIFrameElement, attemptId: string, done: () => void): void {
  const bank = frame.contentDocument?.querySelector('iframe') ?? null;
  const look = (): void => {
    if ([frame, bank].some((one) => one !== null && hasReturned(one, attemptId))) done();
  };
  bank?.addEventListener('load', look);
  look();
}

/** A frame of a foreign origin does not tell its address: then the bank is still at it. */
function hasReturned(frame: HTMLIFrameElement, attemptId: string): boolean {
  try {
    return frame.contentWindow?.location.pathname.endsWith(`/challenge/${attemptId}/return`) ?? false;
  } catch {
    return false;
  }
}
