// The pure half of checkout: what later domain cores may know.
export * from './commands/checkout-session.decider';
export * from './core/amounts';
export * from './core/attempt';
export * from './core/buyer-message';
export * from './core/checkout-session.commands';
export * from './core/checkout-session.events';
export * from './core/checkout-session.rejections';
export * from './core/checkout-session.state';
export * from './core/consent';
export * from './core/discount';
export * from './core/line-amounts';
export * from './core/line-item';
export * from './core/next-due';
export * from './core/offer';
export * from './core/recurring-amounts';
export * from './core/redirect-url';
export * from './core/wanted-session';
