// Reference implementations of every port: for pure specs and the simulation, and the other side of each contract suite.
export * from './event-store';
export * from './announcements';
export * from './breakers';
export * from './clock';
export * from './job-queue';
export * from './lease';
export * from './parked-events';
export * from './pending-deliveries';
export * from './rate-limits';
export * from './short-lived-secrets';
export * from './view-store';
export * from './webhook-records';
