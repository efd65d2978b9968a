// Saved cards by creation: `all` and one index per customer, and the same without the detached ones.
import { contributesNothing, type View } from '@tillstream/event-sourcing';
import { paymentMethod, type PaymentMethodEvent, type PaymentMethodState } from '../core/payment-method';

export const paymentMethodIndex = {
  all: 'all',
  active: 'active',
  ofCustomer: (customerKey: string) => `customer:${customerKey}`,
  activeOfCustomer: (customerKey: string) => `active-of-customer:${customerKey}`,
} as const;

export const paymentMethodView: View<PaymentMethodState, PaymentMethodEvent> = {
  type: paymentMethod,
  contributions({ state, createdAt }) {
    if (state.status === 'absent') return contributesNothing;
    const { customerKey } = state.fields;
    const isActive = state.status === 'present';
    const indexes = {
      [paymentMethodIndex.all]: createdAt,
      [paymentMethodIndex.ofCustomer(customerKey)]: createdAt,
      ...(isActive ? { [paymentMethodIndex.active]: createdAt, [paymentMethodIndex.activeOfCustomer(customerKey)]: createdAt } : {}),
    };
    return { ...contributesNothing, indexes };
  },
};
