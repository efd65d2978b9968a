// The lib's one door: a class per port, all over the connections of one RedisConnections.
export * from './redis-announcements';
export * from './redis-breakers';
export * from './redis-connections';
export * from './redis-lease';
export * from './redis-parked-events';
export * from './redis-rate-limits';
export * from './redis-short-lived-secrets';
export * from './views/redis-view-store';
export * from './pending-deliveries';
export * from './webhook-records';
