// What every process needs around its work, and nothing of the work itself.
export * from './clock';
export * from './config';
export * from './health';
export * from './logger';
export * from './masking';
export * from './metrics';
export * from './process-life';
export * from './settings';
export * from './surroundings';
