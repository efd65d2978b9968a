// Reads of saved cards by id and as lists; a detached one is found, and says that it is not active.
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type ListOf, ResourceReads } from '@tillstream/event-sourcing';
import { paymentMethod, type PaymentMethodState } from '../core/payment-method';
import type { PaymentMethodResource } from './payment-method.render';
import { paymentMethodIndex } from './payment-method.view';

export class GetPaymentMethodQuery extends Query<PaymentMethodResource | null> {
  constructor(
    readonly accountId: string,
    readonly key: string,
  ) {
    super();
  }
}

@QueryHandler(GetPaymentMethodQuery)
export class GetPaymentMethodHandler implements IQueryHandler<GetPaymentMethodQuery> {
  constructor(private readonly reads: ResourceReads) {}

  execute(query: GetPaymentMethodQuery) {
    return this.reads.byKey(paymentMethod, query);
  }
}

export interface WantedPaymentMethods {
  /** Absent: everybody's. */
  readonly customerKey?: string;
  readonly withInactive: boolean;
  readonly offset: number;
  readonly limit: number;
}

/** Newest first. */
export class ListPaymentMethodsQuery extends Query<ListOf<PaymentMethodState>> {
  constructor(
    readonly accountId: string,
    readonly wanted: WantedPaymentMethods,
  ) {
    super();
  }
}

@QueryHandler(ListPaymentMethodsQuery)
export class ListPaymentMethodsHandler implements IQueryHandler<ListPaymentMethodsQuery> {
  constructor(private readonly reads: ResourceReads) {}

  execute({ accountId, wanted }: ListPaymentMethodsQuery) {
    const { offset, limit } = wanted;
    const plan = { index: indexOf(wanted), order: 'descending' as const, offset, limit };
    return this.reads.list(paymentMethod, { accountId, category: paymentMethod.category, ...plan });
  }
}

function indexOf({ customerKey, withInactive }: WantedPaymentMethods): string {
  if (customerKey === undefined) return withInactive ? paymentMethodIndex.all : paymentMethodIndex.active;
  return withInactive ? paymentMethodIndex.ofCustomer(customerKey) : paymentMethodIndex.activeOfCustomer(customerKey);
}
