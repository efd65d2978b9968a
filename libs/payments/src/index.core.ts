// The pure half of payments: what other domain cores may know.
export * from './core/abilities';
export * from './core/card';
export * from './core/card-use';
export * from './core/charge-outcome';
export * from './core/decline-table';
export * from './core/notice';
export * from './core/payment-method';
export * from './core/processor';
export * from './core/processor-health';
export * from './core/processor-order';
export * from './core/processor-route';
export * from './core/refund-answer';
