// What the checkout lib offers to a process: all handlers of sessions, the runner of attempts, and the session's timer.
import { type DynamicModule, Module } from '@nestjs/common';
import { CouponSlots, CustomerDirectory, CustomFieldDefinitions, PromotionCodeNames } from '@tillstream/catalog';
import { EventStore, Executor, Facts, Ids, Keyring, Log } from '@tillstream/event-sourcing';
import { CardTries, PaymentsModule } from '@tillstream/payments';
import { AbandonAttemptHandler } from './commands/abandon-attempt/abandon-attempt.handler';
import { AddLineItemHandler } from './commands/add-line-item/add-line-item.handler';
import { CloneSessionHandler } from './commands/clone-session/clone-session.handler';
import { ApplyPromotionHandler } from './commands/apply-promotion/apply-promotion.handler';
import { CompleteByHandHandler } from './commands/complete-by-hand/complete-by-hand.handler';
import { CreateSessionHandler } from './commands/create-session/create-session.handler';
import { EraseBuyerHandler } from './commands/erase-buyer/erase-buyer.handler';
import { ExpireSessionHandler } from './commands/expire-session/expire-session.handler';
import { FinishActionHandler } from './commands/finish-action/finish-action.handler';
import { OwedEffects } from './commands/owed-effects';
import { AttemptSlots } from './commands/attempt-slots';
import { CountRedemptionHandler, SettleSlotHandler } from './commands/settle-slot/settle-slot.handler';
import { AttemptMeans } from './commands/attempt-means';
import { AttemptRunner } from './commands/attempt-runner';
import { RecoverChargeHandler } from './commands/recover-charge/recover-charge.handler';
import { ChargeTries } from './commands/charge-tries';
import { ChargeInquiry } from './commands/charge-inquiry';
import { ChargeRecovery } from './commands/charge-recovery';
import { ChargeResults } from './commands/charge-results';
import { ClaimedReferences } from './commands/claimed-references';
import { ConnectedProcessors } from './commands/connected-processors';
import { NamedCustomers } from './commands/named-customers';
import { NewSessionFacts } from './commands/new-session-facts';
import { NewSessions } from './commands/new-sessions';
import { OfferFacts } from './commands/offer-facts';
import { PlanFacts } from './commands/plan-facts';
import { RunningAttempts } from './commands/running-attempts';
import { SetupCalls } from './commands/setup-calls';
import { SetupRunner } from './commands/setup-runner';
import { Refunds } from './commands/refunds';
import { RequestRefundHandler } from './commands/request-refund/request-refund.handler';
import { ResolveByHandHandler } from './commands/resolve-by-hand/resolve-by-hand.handler';
import { RepeatRefundHandler } from './commands/repeat-refund/repeat-refund.handler';
import { SettleRefundHandler } from './commands/settle-refund/settle-refund.handler';
import { SettlementEffects } from './commands/settlement-effects';
import { FinishedChallenges } from './commands/finished-challenges';
import { LateSlots } from './commands/late-slots';
import { Settlements } from './commands/settlements';
import { PromotionFacts } from './commands/promotion-facts';
import { RemovePromotionHandler } from './commands/remove-promotion/remove-promotion.handler';
import { ReferenceFacts } from './commands/references';
import { RenewSessionHandler } from './commands/renew-session/renew-session.handler';
import { SessionsAgain } from './commands/sessions-again';
import { SettleReferenceHandler } from './commands/settle-reference/settle-reference.handler';
import { SessionCustomFields } from './commands/session-custom-fields';
import { SessionSettings } from './commands/session-settings';
import { AttemptFacts } from './commands/start-attempt/attempt-facts';
import { BuyerCards } from './commands/start-attempt/buyer-cards';
import { BuyerCustomers } from './commands/start-attempt/buyer-customers';
import { SavedMethods } from './commands/start-attempt/saved-methods';
import { StartAttemptHandler } from './commands/start-attempt/start-attempt.handler';
import { SubscribedPrices } from './commands/subscribed-prices';
import { UpdateFacts } from './commands/update-session/update-facts';
import { NoticedCharges } from './commands/take-notice/noticed-charges';
import { NoticedParts } from './commands/take-notice/noticed-parts';
import { SessionsOfParts } from './commands/take-notice/sessions-of-parts';
import { TakeNoticeHandler } from './commands/take-notice/take-notice.handler';
import { UpdateSessionHandler } from './commands/update-session/update-session.handler';
import { WantedPromotions } from './commands/wanted-promotions';
import { ScreeningFacts } from './commands/start-attempt/screening-facts';
import { LastTries } from './last-tries';
import { PressLimits } from './press-limits';
import { SecureTokens } from './secure-tokens';
import { SessionTimer } from './session-timer';
import { SettlementAlarms } from './settlement-alarms';
import { FindSessionOfHandler, ListAttemptsHandler } from './views/session-parts.query';
import { GetSessionByKeyHandler, GetSessionHandler, ListSessionsHandler } from './views/checkout-session.query';

const handlers = [
  AbandonAttemptHandler,
  AddLineItemHandler,
  CloneSessionHandler,
  ApplyPromotionHandler,
  CompleteByHandHandler,
  CreateSessionHandler,
  EraseBuyerHandler,
  ExpireSessionHandler,
  FinishActionHandler,
  GetSessionByKeyHandler,
  GetSessionHandler,
  ListSessionsHandler,
  FindSessionOfHandler,
  ListAttemptsHandler,
  RecoverChargeHandler,
  RequestRefundHandler,
  ResolveByHandHandler,
  RepeatRefundHandler,
  SettleRefundHandler,
  RenewSessionHandler,
  SettleReferenceHandler,
  RemovePromotionHandler,
  CountRedemptionHandler,
  SettleSlotHandler,
  StartAttemptHandler,
  TakeNoticeHandler,
  UpdateSessionHandler,
];

const cardTries = {
  provide: CardTries,
  useFactory: (...parts: ConstructorParameters<typeof CardTries>) => new CardTries(...parts),
  inject: [Executor, Facts, EventStore, Ids, Log],
};

@Module({})
export class CheckoutModule {
  /**
   * @param publicUrl where buyers reach this installation, without a slash at its end
   * @param limits of presses; those who only read, or ring timers, need not say
   */
  static at(publicUrl: string, limits = new PressLimits()): DynamicModule {
    const tokens = { provide: SecureTokens, useFactory: (keyring: Keyring) => new SecureTokens(keyring, publicUrl), inject: [Keyring] };
    return {
      module: CheckoutModule,
      imports: [PaymentsModule],
      providers: [
        ...handlers,
        AttemptFacts,
        AttemptMeans,
        AttemptRunner,
        AttemptSlots,
        CouponSlots,
        BuyerCards,
        BuyerCustomers,
        ChargeInquiry,
        ChargeTries,
        SetupCalls,
        ChargeRecovery,
        ChargeResults,
        ClaimedReferences,
        ConnectedProcessors,
        CustomerDirectory,
        CustomFieldDefinitions,
        NamedCustomers,
        NoticedCharges,
        NoticedParts,
        NewSessionFacts,
        NewSessions,
        OfferFacts,
        OwedEffects,
        PlanFacts,
        PromotionCodeNames,
        PromotionFacts,
        ReferenceFacts,
        SessionCustomFields,
        SessionsOfParts,
        SessionSettings,
        SessionsAgain,
        SubscribedPrices,
        Refunds,
        RunningAttempts,
        SavedMethods,
        ScreeningFacts,
        SessionTimer,
        SetupRunner,
        SettlementAlarms,
        SettlementEffects,
        FinishedChallenges,
        LastTries,
        LateSlots,
        Settlements,
        UpdateFacts,
        WantedPromotions,
        tokens,
        cardTries,
        { provide: PressLimits, useValue: limits },
      ],
      exports: [CustomerDirectory, SecureTokens, SessionTimer, SettlementAlarms],
    };
  }
}
