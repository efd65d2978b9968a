// The pure half of subscriptions: what other domain cores may know.
export * from './commands/subscription.decider';
export * from './core/customer-subscriptions';
export * from './core/periods';
export * from './core/sealed-custom-field';
export * from './core/subscription.commands';
export * from './core/subscription.events';
export * from './core/subscription.state';
