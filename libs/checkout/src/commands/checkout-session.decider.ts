// The index of what a session can be asked. A command without a case does not compile.
import type { Decider, Outcome } from '@tillstream/event-sourcing';
import type { CheckoutSessionCommand } from '../core/checkout-session.commands';
import type { CheckoutSessionEvent } from '../core/checkout-session.events';
import type { CheckoutSessionRejection } from '../core/checkout-session.rejections';
import { type CheckoutSessionState, evolve, initial } from '../core/checkout-session.state';
import { abandonAttempt } from './abandon-attempt/abandon-attempt.decide';
import { addLineItem } from './add-line-item/add-line-item.decide';
import { applyPromotion } from './apply-promotion/apply-promotion.decide';
import { completeByHand } from './complete-by-hand/complete-by-hand.decide';
import { continueAttempt } from './continue-attempt/continue-attempt.decide';
import { createSession } from './create-session/create-session.decide';
import { expireSession } from './expire-session/expire-session.decide';
import { finishAction } from './finish-action/finish-action.decide';
import { noteDispute } from './note-dispute/note-dispute.decide';
import { noteInquiry } from './note-inquiry/note-inquiry.decide';
import { recordOutcome } from './record-outcome/record-outcome.decide';
import { recordSetup } from './record-setup/record-setup.decide';
import { requestRefund } from './request-refund/request-refund.decide';
import { removePromotion } from './remove-promotion/remove-promotion.decide';
import { resolveCharge } from './resolve-charge/resolve-charge.decide';
import { resolveRefund } from './resolve-refund/resolve-refund.decide';
import { startAttempt } from './start-attempt/start-attempt.decide';
import { updateSession } from './update-session/update-session.decide';

export const checkoutSession: Decider<CheckoutSessionState, CheckoutSessionCommand, CheckoutSessionEvent, CheckoutSessionRejection> = {
  category: 'checkoutSession',
  initial,
  evolve,
  decide(command, state) {
    switch (command.type) {
      case 'CreateSession':
        return createSession(command, state);
      case 'AddLineItem':
        return addLineItem(command, state);
      case 'ApplyPromotion':
        return applyPromotion(command, state);
      case 'RemovePromotion':
        return removePromotion(command, state);
      case 'UpdateSession':
        return updateSession(command, state);
      case 'CompleteByHand':
        return completeByHand(command, state);
      case 'ExpireSession':
        return expireSession(command, state);
      case 'StartAttempt':
        return startAttempt(command, state);
      case 'ContinueAttempt':
        return continueAttempt(command, state);
      case 'RecordOutcome':
        return recordOutcome(command, state);
      case 'FinishAction':
        return finishAction(command, state);
      case 'RecordSetup':
        return recordSetup(command, state);
      case 'AbandonAttempt':
        return abandonAttempt(command, state);
      case 'ResolveCharge':
        return resolveCharge(command, state);
      case 'NoteDispute':
        return noteDispute(command, state);
      case 'NoteInquiry':
        return noteInquiry(command, state);
      case 'RequestRefund':
        return requestRefund(command, state);
      case 'ResolveRefund':
        return resolveRefund(command, state);
    }
  },
};

/** What any command to a session comes to. */
export type SessionOutcome = Outcome<CheckoutSessionState, CheckoutSessionEvent, CheckoutSessionRejection>;
