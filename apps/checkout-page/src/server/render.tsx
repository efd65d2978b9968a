// The server half of the page, as one bundle: from a session to a whole document. Loaded by the API from a configured path.
import type { NoticeInput, PageInput, PageRenderer } from '@tillstream/checkout/browser';
import type { JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { pageInputId, pageRootId, type BrowserInput } from '../browser/page-input';
import { initialState } from '../model/page-state';
import { noActions, TextsContext } from '../page/context';
import { AlertIcon, CheckIcon } from '../page/icons';
import { Page } from '../page/page';
import { chooseLocale, textsOf } from '../text/locale';
import { brandColours } from './brand-colours';
import { htmlDocument, jsonForScript } from './document';

function renderPage({ session, vaultKey, locale, nonce, apiBase, assetsBase, manifest }: PageInput): string {
  const texts = textsOf(locale);
  const script = manifest.scripts.find(({ file }) => file === manifest.entry);
  if (script === undefined) throw new Error('the page manifest does not hold its own entry');
  const html = renderToString(
    <TextsContext.Provider value={texts}>
      <Page state={initialState(session)} actions={noActions} />
    </TextsContext.Provider>,
  );
  const input: BrowserInput = { session, vaultKey, locale, apiBase, messages: texts.messages };
  return htmlDocument({
    locale,
    nonce,
    title: texts.t(session.mode === 'setup' ? 'title.setup' : 'title.pay', { merchant: session.brand.name }),
    colours: brandColours(session.brand.color),
    body: `<div id="${pageRootId}">${html}</div><script type="application/json" id="${pageInputId}">${jsonForScript(input)}</script>`,
    script: { src: `${assetsBase}${script.file}`, integrity: script.integrity },
  });
}

/** Without a script: nothing on it changes. */
function renderNotice({ kind, locale, nonce, pageUrl }: NoticeInput): string {
  const { t } = textsOf(locale);
  const title = t(`${kind}.title`);
  const notice: JSX.Element = (
    <main class="alone">
      <div class={`panel panel-${kind === 'challenge-returned' ? 'good' : 'warn'}`}>
        <div class="panel-mark">{kind === 'challenge-returned' ? <CheckIcon /> : <AlertIcon />}</div>
        <h1>{title}</h1>
        {kind !== 'challenge-returned' && <p>{t(`${kind}.body`)}</p>}
        {kind === 'challenge-returned' && pageUrl !== null && (
          <a class="main" href={pageUrl} target="_top">
            {t('challenge-returned.link')}
          </a>
        )}
      </div>
    </main>
  );
  return htmlDocument({ locale, nonce, title, colours: brandColours(null), body: renderToString(notice), script: null });
}

const renderer: PageRenderer = { renderPage, renderNotice, chooseLocale };
export { renderPage, renderNotice, chooseLocale };
export default renderer;
