// The script of the page: takes over the document that the server rendered. It loads nothing else, from nobody.
import { hydrate, type JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { TextsContext } from '../page/context';
import { Page } from '../page/page';
import { Texts } from '../text/texts';
import { pageInputId, pageRootId, type BrowserInput } from './page-input';
import { useCheckout } from './use-checkout';

function App({ input }: { readonly input: BrowserInput }): JSX.Element {
  const texts = useMemo(() => new Texts(input.locale, input.messages), []);
  const { state, actions } = useCheckout(input);
  return (
    <TextsContext.Provider value={texts}>
      <Page state={state} actions={actions} />
    </TextsContext.Provider>
  );
}

const root = document.getElementById(pageRootId);
const written = document.getElementById(pageInputId)?.textContent;
if (root !== null && written) hydrate(<App input={JSON.parse(written) as BrowserInput} />, root);
