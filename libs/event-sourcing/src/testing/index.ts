// What specs of deciders use; never imported by what runs.
export * from './drawer';
export * from './given-when-then';
