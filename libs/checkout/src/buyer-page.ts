// What apps/api knows of the hosted page: the shape of the page's server bundle, which is loaded from a configured path, and the errors
// that the page understands. Types only.
import type { VaultPublicKey } from '@tillstream/payments/browser';
import type { BuyerOffer } from './core/buyer-offer';
import type { BuyerSession } from './core/buyer-session';

/** The script inventory that the page's build writes beside the scripts (`manifest.json`). */
export interface PageManifest {
  /** The one script of the page: file name with its hash, relative to the folder of the manifest. */
  readonly entry: string;
  readonly scripts: readonly PageScript[];
}

export interface PageScript {
  readonly file: string;
  /** `sha384-…`, base64, as in the attribute of the same name. */
  readonly integrity: string;
  readonly bytes: number;
  readonly gzip_bytes: number;
}

export interface PageInput {
  readonly session: BuyerSession;
  readonly vaultKey: VaultPublicKey;
  /** As PageRenderer.chooseLocale answered. */
  readonly locale: string;
  /** Fresh for every answer; the same as in its Content-Security-Policy. */
  readonly nonce: string;
  /** Path of this session's calls, without a slash at its end: `/api/checkout/{secure_token}`. */
  readonly apiBase: string;
  /** Path under which the folder of the manifest is served, with a slash at its end. */
  readonly assetsBase: string;
  readonly manifest: PageManifest;
}

/** What is shown where there is no session to show, or where the bank's frame ends. */
export interface NoticeInput {
  readonly kind: 'link-unknown' | 'service-unavailable' | 'challenge-returned';
  readonly locale: string;
  readonly nonce: string;
  /** Where its link leads, for `challenge-returned`: the page itself. */
  readonly pageUrl: string | null;
}

/** Exports of the page's server bundle. All of it is pure: the same input gives the same text. */
export interface PageRenderer {
  /** A whole HTML document that shows the order before any script ran. */
  renderPage(input: PageInput): string;
  renderNotice(input: NoticeInput): string;
  /** The best of our languages, with the buyer's region: `de-AT`. */
  chooseLocale(acceptLanguage: string | undefined): string;
}

/** application/problem+json, as far as the page reads it. */
export interface BuyerProblem {
  readonly status: number;
  readonly code: string;
  readonly detail: string | readonly { readonly loc: readonly (string | number)[]; readonly msg: string; readonly type: string }[];
  /** Beside `amount-changed`. */
  readonly offer?: BuyerOffer;
  /** Beside `card-unreadable`: the present key, for the page that was open for hours. It encrypts again by itself, once. */
  readonly vault_key?: VaultPublicKey;
}
