// The audit lib's one door.
export * from './audit.module';
export * from './core/changes';
export * from './core/difference';
export * from './core/history';
export * from './replay/at-rest';
export * from './replay/replay';
export * from './replay/replay-parts';
export * from './replay/verify-stream';
export * from './views/session-history.query';
