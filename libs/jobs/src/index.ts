// The lib's one door.
export * from './bull-jobs';
export * from './job-workers';
export * from './timer-loop';
