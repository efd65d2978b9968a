// The runtime's one door.
export * from './kernel.module';
