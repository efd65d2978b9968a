// Everything of this app that has to do with selling: sessions, the buyer's calls, the hosted page, processors and routes.
import { type DynamicModule, Module } from '@nestjs/common';
import { CatalogModule } from '@tillstream/catalog';
import { CheckoutModule, PressLimits } from '@tillstream/checkout';
import { PaymentsModule } from '@tillstream/payments';
import { SubscriptionsModule } from '@tillstream/subscriptions';
import { ApiLimits } from '../api-limits';
import { CatalogApiModule } from '../catalog/catalog-api.module';
import { PAGE_BUNDLE, type PageBundle } from '../pages/page-bundle';
import { ChallengePagesController } from '../pages/challenge-pages.controller';
import { PagesController } from '../pages/pages.controller';
import { PaymentMethodsController } from '../payments/payment-methods.controller';
import { CheckoutAttemptsController } from '../payments/checkout-attempts.controller';
import { IntentsController } from '../payments/intents.controller';
import { ProcessorNames } from '../payments/processor-names';
import { NoticesController } from '../payments/notices.controller';
import { RefundsController } from '../payments/refunds.controller';
import { ProcessorRoutesController } from '../payments/processor-routes.controller';
import { ProcessorsController } from '../payments/processors.controller';
import { SubscriptionAnswers } from '../subscriptions/subscription-answers';
import { SubscriptionsController } from '../subscriptions/subscriptions.controller';
import { BuyerAnswers } from './buyer-answers';
import { BuyerSavedCards } from './buyer-saved-cards';
import { BuyerDesk } from './buyer-desk';
import { BuyerChallengeController } from './buyer-challenge.controller';
import { BuyerPromotionController } from './buyer-promotion.controller';
import { BuyerController } from './buyer.controller';
import { BuyerStreamController } from './buyer-stream.controller';
import { BuyerLimits } from './buyer-limits';
import { CountedLimits } from './counted-limits';
import { CreationLimits } from './creation-limits';
import { SessionAnswers } from './session-answers';
import { SessionLists } from './session-lists';
import { SessionCreationController } from './session-creation.controller';
import { SessionsController } from './sessions.controller';

interface CheckoutApiOptions {
  readonly publicUrl: string;
  /** The built hosted page; null: none is served (specs of the API alone). */
  readonly page: PageBundle | null;
  readonly limits: ApiLimits;
}

@Module({})
export class CheckoutApiModule {
  static over({ publicUrl, page, limits }: CheckoutApiOptions): DynamicModule {
    const pages = page ? [PagesController, ChallengePagesController] : [];
    const { attemptsPerSession: attempts, cardsPerSession: cards, schemeTries } = limits;
    const presses = new PressLimits({ attempts, cards, schemeTries });
    return {
      module: CheckoutApiModule,
      imports: [CatalogApiModule, CatalogModule, CheckoutModule.at(publicUrl, presses), PaymentsModule, SubscriptionsModule],
      controllers: [
        SessionCreationController,
        SessionsController,
        BuyerController,
        BuyerChallengeController,
        BuyerPromotionController,
        BuyerStreamController,
        PaymentMethodsController,
        ProcessorsController,
        ProcessorRoutesController,
        SubscriptionsController,
        CheckoutAttemptsController,
        IntentsController,
        RefundsController,
        NoticesController,
        ...pages,
      ],
      providers: [
        ProcessorNames,
        SessionAnswers,
        BuyerAnswers,
        BuyerDesk,
        BuyerSavedCards,
        BuyerLimits,
        CountedLimits,
        CreationLimits,
        SessionLists,
        SubscriptionAnswers,
        { provide: ApiLimits, useValue: limits },
        { provide: PAGE_BUNDLE, useValue: page },
      ],
    };
  }
}
