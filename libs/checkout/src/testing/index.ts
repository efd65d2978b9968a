// What specs elsewhere are put together from.
export * from './session-fixtures';
