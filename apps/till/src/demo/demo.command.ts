// till demo
import { type AddCommand, type CommonOptions, withData, withJson } from '../command';

export const addDemo: AddCommand = (program, invocation) => {
  withJson(withData(program.command('demo')))
    .description('one session from its creation to the webhook, told step by step')
    .action(async (flags: CommonOptions) => (await import('./tell.js')).tell(flags, invocation));
};
