// till doctor
import { type AddCommand, type CommonOptions, withData, withJson } from '../command';

export const addDoctor: AddCommand = (program, invocation) => {
  withJson(withData(program.command('doctor')))
    .description('look at event store, Redis, versions, clocks, views and parked events, and say what to do')
    .addHelpText('after', '\nEnds with 4 when something is not well.')
    .action(async (flags: CommonOptions) => (await import('./doctor.js')).doctor(flags, invocation));
};
