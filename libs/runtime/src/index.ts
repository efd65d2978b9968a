// The runtime's one door.
export * from './domain';
export * from './kernel.module';
export * from './ports';
