// The frame of every screen that is not the form: a drawing, a heading that takes the focus when the screen changes, and words.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface Props {
  readonly title: string;
  readonly mark: JSX.Element;
  /** Colours the drawing. */
  readonly tone: 'calm' | 'good' | 'warn';
  /** The screen came while the page was open: who listens to the page has to hear it. */
  readonly takesFocus: boolean;
  readonly children: ComponentChildren;
}

export function Panel({ title, mark, tone, takesFocus, children }: Props): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, []);
  return (
    <div class={`panel panel-${tone}`}>
      <div class="panel-mark">{mark}</div>
      <h2 tabIndex={-1} ref={heading}>
        {title}
      </h2>
      {children}
    </div>
  );
}
