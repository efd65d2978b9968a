// What the payments lib offers to a process: its handlers, the card vault and the adapters of connected processors.
import { Module } from '@nestjs/common';
import { Breakers, Clock, Keyring, Log } from '@tillstream/event-sourcing';
import { ConnectedAdapters } from './adapters/connected-adapters';
import { WatchedAdapters } from './adapters/watched-adapters';
import { ChangeProcessorHandler } from './commands/change-processor/change-processor.handler';
import { ChangeProcessorRouteHandler } from './commands/change-processor-route/change-processor-route.handler';
import { ConnectProcessorHandler } from './commands/connect-processor/connect-processor.handler';
import { CreateProcessorRouteHandler } from './commands/create-processor-route/create-processor-route.handler';
import { DeleteProcessorRouteHandler } from './commands/delete-processor-route/delete-processor-route.handler';
import { DetachPaymentMethodHandler } from './commands/detach-payment-method/detach-payment-method.handler';
import { SavePaymentMethodHandler } from './commands/save-payment-method/save-payment-method.handler';
import { NoticeReader } from './notice-reader';
import { ProcessorAdapters } from './processor-adapter';
import { ProcessorFailureCounts, ProcessorHealth } from './processor-health';
import { CardVault } from './vault/card-vault';
import { CredentialBox } from './vault/credential-box';
import { KeptCards } from './vault/kept-cards';
import { GetPaymentMethodHandler, ListPaymentMethodsHandler } from './views/payment-method.query';
import { GetProcessorHandler, GetProcessorRouteHandler, ListProcessorRoutesHandler, ListProcessorsHandler } from './views/payments.query';

const handlers = [
  ChangeProcessorHandler,
  ChangeProcessorRouteHandler,
  ConnectProcessorHandler,
  CreateProcessorRouteHandler,
  DeleteProcessorRouteHandler,
  DetachPaymentMethodHandler,
  GetPaymentMethodHandler,
  GetProcessorHandler,
  GetProcessorRouteHandler,
  ListPaymentMethodsHandler,
  ListProcessorRoutesHandler,
  ListProcessorsHandler,
  SavePaymentMethodHandler,
];

@Module({
  providers: [
    ...handlers,
    KeptCards,
    NoticeReader,
    { provide: CardVault, useFactory: (keyring: Keyring, clock: Clock) => new CardVault(keyring, clock), inject: [Keyring, Clock] },
    { provide: CredentialBox, useFactory: (keyring: Keyring) => new CredentialBox(keyring), inject: [Keyring] },
    {
      provide: ProcessorHealth,
      useFactory: (...[breakers, clock, log, counts]: [Breakers, Clock, Log, ProcessorFailureCounts?]) =>
        new ProcessorHealth({ breakers, clock, log, counts }),
      inject: [Breakers, Clock, Log, { token: ProcessorFailureCounts, optional: true }],
    },
    {
      provide: ProcessorAdapters,
      useFactory: (box: CredentialBox, health: ProcessorHealth) => new WatchedAdapters(new ConnectedAdapters(box), health),
      inject: [CredentialBox, ProcessorHealth],
    },
  ],
  exports: [CardVault, CredentialBox, KeptCards, NoticeReader, ProcessorAdapters, ProcessorHealth],
})
export class PaymentsModule {}
