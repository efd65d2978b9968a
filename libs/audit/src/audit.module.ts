// What the audit lib offers to a process: the histories. A replay needs no Nest, see replay/.
import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { SecureTokens } from '@tillstream/checkout';
import { Keyring } from '@tillstream/event-sourcing';
import { GetHistoryHandler } from './views/session-history.query';

@Module({})
export class AuditModule {
  /** @param publicUrl where buyers reach this installation, without a slash at its end */
  static at(publicUrl: string): DynamicModule {
    const tokens = { provide: SecureTokens, useFactory: (keyring: Keyring) => new SecureTokens(keyring, publicUrl), inject: [Keyring] };
    return { module: AuditModule, imports: [CqrsModule], providers: [GetHistoryHandler, tokens] };
  }
}
