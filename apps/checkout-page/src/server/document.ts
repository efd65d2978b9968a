// The HTML around the page: one request for all that is painted first. Styles and script are let in by the answer's nonce alone.
import css from '../styles/page.css?inline';

export interface DocumentParts {
  readonly locale: string;
  readonly title: string;
  readonly nonce: string;
  /** Custom properties of the brand. */
  readonly colours: string;
  /** Rendered and escaped. */
  readonly body: string;
  readonly script: { readonly src: string; readonly integrity: string } | null;
}

export function htmlDocument({ locale, title, nonce, colours, body, script }: DocumentParts): string {
  const tag =
    script === null
      ? ''
      : `<script type="module" nonce="${escaped(nonce)}" src="${escaped(script.src)}" integrity="${escaped(script.integrity)}"></script>`;
  return (
    `<!doctype html><html lang="${escaped(locale)}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">` +
    `<meta name="robots" content="noindex,nofollow"><meta name="format-detection" content="telephone=no"><link rel="icon" href="data:,">` +
    `<title>${escaped(title)}</title><style nonce="${escaped(nonce)}">${css}${colours}</style>${tag}</head><body>${body}</body></html>`
  );
}

export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** JSON inside a script element: no sign that could end the element or open a comment survives. */
export const jsonForScript = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
