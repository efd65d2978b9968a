// What this product's worker knows: the one place that says which effect is which command, and which timer belongs to whom.
import {
  CheckoutModule,
  CountRedemptionCommand,
  type CountRedemptionEffect,
  type CreateSubscriptionEffect,
  PressLimits,
  type SavePaymentMethodEffect,
  SecureTokens,
  SessionTimer,
  SettleReferenceCommand,
  type SettleReferenceEffect,
  SettleSlotCommand,
  type SettleSlotEffect,
} from '@tillstream/checkout';
import { SavePaymentMethodCommand } from '@tillstream/payments';
import { announcedCategories, domainMessages, domainProcesses, domainViews, type KernelPorts } from '@tillstream/runtime';
import { CreateSubscriptionCommand, SubscriptionsModule } from '@tillstream/subscriptions';
import type { EffectRegistry } from './reactor/effects';
import type { WorkerDomain } from './worker-domain';

const effects: EffectRegistry = {
  SavePaymentMethod: (effect, context) => {
    const { key, ...saved } = (effect as SavePaymentMethodEffect).data;
    return new SavePaymentMethodCommand(context, key, saved);
  },
  CreateSubscription: (effect, context) => {
    const { key, ...terms } = (effect as CreateSubscriptionEffect).data;
    return new CreateSubscriptionCommand(context, key, terms);
  },
  SettleSlot: (effect, context) => new SettleSlotCommand(context, (effect as SettleSlotEffect).data),
  CountRedemption: (effect, context) => new CountRedemptionCommand(context, (effect as CountRedemptionEffect).data),
  SettleReference: (effect, context) => new SettleReferenceCommand(context, (effect as SettleReferenceEffect).data.sessionKey),
};

/**
 * @param publicUrl where buyers reach this installation, without a slash at its end
 * @param limits of attempts that go on here, once their outcome is known
 */
export const tillstreamDomain = (ports: KernelPorts, publicUrl: string, limits = new PressLimits()): WorkerDomain => ({
  views: domainViews(),
  modules: [CheckoutModule.at(publicUrl, limits), SubscriptionsModule],
  processes: domainProcesses,
  effects,
  messages: domainMessages(new SecureTokens(ports.keyring, publicUrl)),
  announced: announcedCategories,
  timers: (app) => {
    const sessions = app.get(SessionTimer, { strict: false });
    return { checkoutSession: (timer) => sessions.ring(timer) };
  },
});
