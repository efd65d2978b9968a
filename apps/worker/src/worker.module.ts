// What a worker is made of: the kernel over its ports, the domain libs, and the roles.
import { type DynamicModule, Module } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { KernelModule, type KernelPorts } from '@tillstream/runtime';
import { type DeliverySender, type WebhookSettings, WebhooksModule } from '@tillstream/webhooks';
import { EffectDispatcher } from './reactor/effects';
import { DrainWaker } from './reactor/drain-waker';
import { Reactions } from './reactor/reactions';
import { SettledKeeper } from './reactor/settled-keeper';
import { ProjectorRole } from './roles/projector.role';
import { ReactorRole } from './roles/reactor.role';
import { Subscriptions } from './roles/subscriptions';
import { PROCESSES, type WorkerDomain } from './worker-domain';

export interface WebhookOptions {
  readonly settings?: WebhookSettings;
  readonly sender?: DeliverySender;
}

@Module({})
export class WorkerModule {
  static over(ports: KernelPorts, domain: WorkerDomain, webhooks: WebhookOptions): DynamicModule {
    const announced = domain.announced ? { announced: domain.announced } : {};
    return {
      module: WorkerModule,
      imports: [
        CqrsModule.forRoot(),
        KernelModule.over(ports, { views: domain.views, writeViewsInline: true, ...announced }),
        WebhooksModule.over({ ...ports.webhooks, sources: domain.messages, ...webhooks }),
        ...domain.modules,
      ],
      providers: [
        DrainWaker,
        ProjectorRole,
        Reactions,
        ReactorRole,
        SettledKeeper,
        Subscriptions,
        { provide: PROCESSES, useValue: domain.processes },
        {
          provide: EffectDispatcher,
          useFactory: (commands: CommandBus) => new EffectDispatcher(commands, domain.effects),
          inject: [CommandBus],
        },
      ],
    };
  }
}
