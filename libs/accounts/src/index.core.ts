// What later domain libs may know of accounts without any framework.
export * from './core/account.fields';
export * from './core/account.stream';
export * from './core/brand-file';
export * from './core/fraud';
export * from './core/fraud-match';
export * from './core/api-token.commands';
export * from './core/api-token.events';
export * from './core/api-token.state';
export * from './core/api-token.text';
export * from './core/issued-token';
