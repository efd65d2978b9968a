// A small category for specs of webhooks and of what carries them.
export * from './things';
