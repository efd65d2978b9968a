// What this product is made of, gathered once for every process: the views, the news, the processes and the retired event shapes.
import { accountsViews } from '@tillstream/accounts';
import { catalogMessages, catalogViews } from '@tillstream/catalog';
import {
  checkoutSessionMessages,
  checkoutViews,
  countRedemptions,
  createSubscriptions,
  savePaymentMethods,
  type SecureTokens,
  settleReference,
  settleSlots,
} from '@tillstream/checkout';
import { type MessageSource, type Process, type Upcaster, ViewCatalog } from '@tillstream/event-sourcing';
import { paymentsViews } from '@tillstream/payments';
import { subscriptionMessages, subscriptionsViews } from '@tillstream/subscriptions';
import { webhooksViews } from '@tillstream/webhooks';

/** Part of every key of the views: a change of what is stored there takes another, and is built beside the old one. */
export const VIEWS_VERSION = 'v3';

export const domainViews = (): ViewCatalog =>
  new ViewCatalog([...accountsViews, ...catalogViews, ...paymentsViews, ...subscriptionsViews, ...checkoutViews, ...webhooksViews]);

/** None yet: every event is of its first shape. */
export const upcasters: readonly Upcaster[] = [];

export const domainMessages = (links: SecureTokens): readonly MessageSource[] => [
  ...catalogMessages,
  checkoutSessionMessages(links),
  subscriptionMessages,
];

export const domainProcesses: readonly Process[] = [
  savePaymentMethods,
  settleSlots,
  createSubscriptions,
  countRedemptions,
  settleReference,
];

/** Changes of these are told to open pages. */
export const announcedCategories: readonly string[] = ['checkoutSession'];
