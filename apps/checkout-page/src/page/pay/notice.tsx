// What went wrong, at the top of the form; and where the focus goes when something did.
import type { JSX, RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { fieldNames } from '../../form/fields';
import type { Params, Texts } from '../../text/texts';
import { useTexts, useWords, type PageProps } from '../context';
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
  const words = useWords(state.session);
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
      <p>{'key' in notice ? words(notice.key, paramsOf(notice, texts, session.brand.name)) : notice.text}</p>
    </div>
  );
}

const paramsOf = ({ minutes }: { readonly minutes?: number }, texts: Texts, merchant: string): Params => ({
  merchant,
  ...(minutes && { time: texts.length(minutes, 'minute') }),
});
