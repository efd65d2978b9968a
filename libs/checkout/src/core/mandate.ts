// The words above the button that a buyer agrees to where his card is kept for later payments (payments.md §7): no press without the id of
// them, which stands in AttemptStarted, so that it can be shown for ever which ones they were.
import type { MandateTextId } from './buyer-session';
import type { Session } from './checkout-session.state';
import { isRecurring, keepsCard } from './saved-card';

type Mandate = 'recurring' | 'save-card';

/** Of every wording that there ever was: a page that is open for days sends the one that it shows. */
const MANDATE_OF: Readonly<Record<MandateTextId, Mandate>> = { 'recurring-1': 'recurring', 'save-card-1': 'save-card' };

export const mandateTextIds = Object.keys(MANDATE_OF) as readonly MandateTextId[];

interface Agreed {
  /** Whose terms stood on the button. */
  readonly firstTier: number;
  readonly saveCard: boolean;
  readonly isSavedBefore: boolean;
  readonly mandateTextId: MandateTextId | null;
}

/** What is to stand above the button; null: nothing is charged later. */
function mandateAsked(session: Session, agreed: Agreed): Mandate | null {
  if (isRecurring(session, agreed.firstTier)) return 'recurring';
  return session.mode === 'setup' || keepsCard(session, agreed) ? 'save-card' : null;
}

export function lacksMandate(session: Session, agreed: Agreed): boolean {
  const asked = mandateAsked(session, agreed);
  return asked !== null && (agreed.mandateTextId === null || MANDATE_OF[agreed.mandateTextId] !== asked);
}

/** Of the tiers that one press may charge: what recurs is charged under the words for it alone, so it is left to a press that names them. */
export const underMandate = (
  session: Session,
  tiers: readonly number[],
  { mandateTextId }: Pick<Agreed, 'mandateTextId'>,
): readonly number[] => {
  const saysThatItRecurs = mandateTextId !== null && MANDATE_OF[mandateTextId] === 'recurring';
  return saysThatItRecurs ? tiers : tiers.filter((tier) => !isRecurring(session, tier));
};

export const MANDATE_NOT_AGREED = { code: 'mandate-not-agreed', loc: ['body', 'mandate_text_id'] } as const;
