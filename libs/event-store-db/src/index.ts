// The event store over gRPC: the one place that knows the client.
export { EventStoreDb, type EventStoreDbOptions } from './event-store-db';
