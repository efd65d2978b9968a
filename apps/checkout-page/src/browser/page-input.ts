// What the server wrote into the document for the script: the session as it was rendered, the vault's key, the words.
import type { BuyerSession } from '@tillstream/checkout/browser';
import type { VaultPublicKey } from '@tillstream/payments/browser';
import type { Messages } from '../messages/en';

export interface BrowserInput {
  readonly session: BuyerSession;
  readonly vaultKey: VaultPublicKey;
  readonly locale: string;
  readonly apiBase: string;
  /** Of the one language that this buyer reads. */
  readonly messages: Messages;
}

export const pageRootId = 'page';
export const pageInputId = 'page-input';
