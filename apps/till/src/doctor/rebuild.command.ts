// till rebuild
import { type AddCommand, type CommonOptions, withData, withJson } from '../command';

const help = `
Lists answer 503 until the projector has been through all events again; reads by id work meanwhile. A view that was altered by hand keeps
its revision and is not written over: empty Redis for that (redis-cli FLUSHALL), which loses nothing either.`;

export const addRebuild: AddCommand = (program, invocation) => {
  withJson(withData(program.command('rebuild')))
    .description('let the projector begin again at the first event')
    .addHelpText('after', help)
    .action(async (flags: CommonOptions) => (await import('./rebuild.js')).rebuild(flags, invocation));
};
