// What every process needs around its work, and nothing of the work itself.
export * from './clock';
export * from './config/config';
export * from './config/settings';
export * from './health';
export * from './lifecycle/listening';
export * from './lifecycle/shutdown';
export * from './log/log';
export * from './log/redaction';
export * from './metrics';
