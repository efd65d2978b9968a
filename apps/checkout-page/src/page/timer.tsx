// How long the page still works: shown in the last minutes only, and read out once a minute, not every second.
import type { JSX } from 'preact';
import { useTexts } from './context';
import { ClockIcon } from './icons';

export const timerFromMs = 5 * 60_000;

export function Timer({ leftMs }: { readonly leftMs: number }): JSX.Element | null {
  const texts = useTexts();
  if (leftMs > timerFromMs || leftMs <= 0) return null;
  const seconds = Math.ceil(leftMs / 1000);
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  const minutes = texts.length(Math.ceil(seconds / 60), 'minute');
  return (
    <div class="timer">
      <ClockIcon />
      <p role="timer">{texts.t('timer', { time })}</p>
      <p class="unseen" role="status">
        {texts.t('timer', { time: minutes })}
      </p>
    </div>
  );
}
