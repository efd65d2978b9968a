// till doctor
import { type AddCommand, type CommonOptions, withData, withJson } from '../command';

const help = `
Works also on stores that run elsewhere, by EVENTSTORE_URL, REDIS_URL and MASTER_KEY. Ends with 4 when something is not well.`;

export const addDoctor: AddCommand = (program, invocation) => {
  withJson(withData(program.command('doctor')))
    .description('look at stores, versions, clocks, views, parked events, unresolved payments and processors, and say what to do')
    .addHelpText('after', help)
    .action(async (flags: CommonOptions) => (await import('./doctor.js')).doctor(flags, invocation));
};
