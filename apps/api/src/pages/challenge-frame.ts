// The document around the bank's page: nothing of our own is seen of it, and no script runs in it.
import { escapeHtml } from '../http/html-page';

const STYLE = 'html,body{margin:0;height:100%}iframe{border:0;width:100%;height:100%;display:block}';
/** The bank may run scripts and send its forms, but neither leave its frame nor touch what is around it. */
const SANDBOX = 'allow-forms allow-scripts allow-same-origin allow-popups';

export const challengeFrame = (url: string, nonce: string): string =>
  `<!doctype html><html><head><meta charset="utf-8"><title>3-D Secure</title><style nonce="${escapeHtml(nonce)}">${STYLE}</style></head>` +
  `<body><iframe title="3-D Secure" src="${escapeHtml(url)}" sandbox="${SANDBOX}" referrerpolicy="no-referrer"></iframe></body></html>`;
