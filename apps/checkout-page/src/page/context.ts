// What every part of the page may ask for: the words, and what the buyer can do. On the server nothing can be done.
import type { ActionFinishedRequest, AttemptRequest, BuyerSession } from '@tillstream/checkout/browser';
import type { CardPlaintext } from '@tillstream/payments/browser';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { MessageKey } from '../messages/en';
import { savesOnly } from '../model/offer';
import type { PageState } from '../model/page-state';
import type { Texts } from '../text/texts';

/** What a press of the button sends on, once the form is without faults. */
export interface PressInput {
  readonly card: Omit<CardPlaintext, 'session_id'> | null;
  readonly paymentMethodId: string | null;
  readonly customer: AttemptRequest['customer'];
  readonly savesCard: boolean;
}

export interface PageActions {
  readonly press: (input: PressInput) => void;
  readonly chooseTier: (tier: number) => void;
  /** Resolves with what is wrong with the code; null: applied. */
  readonly applyCode: (code: string) => Promise<MessageKey | null>;
  readonly removeCode: () => Promise<MessageKey | null>;
  readonly finishAction: (outcome: ActionFinishedRequest['outcome']) => void;
  /** Resolves with false where no new page could be opened; else the browser goes there. */
  readonly renew: () => Promise<boolean>;
}

export interface PageProps {
  readonly state: PageState;
  readonly actions: PageActions;
}

export const noActions: PageActions = {
  press: () => undefined,
  chooseTier: () => undefined,
  applyCode: () => Promise.resolve(null),
  removeCode: () => Promise.resolve(null),
  finishAction: () => undefined,
  renew: () => Promise.resolve(false),
};

export const TextsContext = createContext<Texts | null>(null);

export function useTexts(): Texts {
  const texts = useContext(TextsContext);
  if (texts === null) throw new Error('a part of the page stands outside of its texts');
  return texts;
}

/** The words for what the button of this session does: pay, or only save a card. */
export function useWords(session: BuyerSession): Texts['t'] {
  const texts = useTexts();
  return savesOnly(session) ? texts.ofSaving : texts.t;
}
