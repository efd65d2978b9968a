// What went wrong, at the top of the form; and where the focus goes when something did.
import type { JSX, RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { fieldNames } from '../../form/fields';
import type { Words } from '../../model/failure';
import type { Texts } from '../../text/texts';
import { useTexts, type PageProps } from '../context';
import { AlertIcon } from '../icons';
import { elementOf } from './typed';

export function Notice({
  state,
  form,
}: {
  readonly state: PageProps['state'];
  readonly form: RefObject<HTMLFormElement | null>;
}): JSX.Element | null {
  const texts = useTexts();
  const box = useRef<HTMLDivElement>(null);
  const isFirst = useRef(true);
  const { notice, faults, session } = state;
  useEffect(() => {
    // What stood there already when the page was loaded does not take the focus.
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    const faulty = fieldNames.find((name) => faults[name] !== undefined);
    if (faulty !== undefined && form.current) elementOf(form.current, faulty)?.focus();
    else if (notice !== null) box.current?.focus();
    // One that went away by itself took the focus with it.
    else if (document.activeElement === document.body)
      form.current?.querySelector<HTMLElement>('button.main')?.focus({ preventScroll: true });
  }, [notice, faults]);
  if (notice === null) return null;
  return (
    <div class="notice" role="alert" tabIndex={-1} ref={box}>
      <AlertIcon />
      <p>{wordsOf(notice, texts, session.brand.name)}</p>
    </div>
  );
}

function wordsOf(notice: Words, texts: Texts, merchant: string): string {
  if (!('key' in notice)) return notice.text;
  return texts.t(notice.key, { merchant, ...(notice.minutes && { time: texts.length(notice.minutes, 'minute') }) });
}
