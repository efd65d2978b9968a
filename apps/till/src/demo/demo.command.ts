// till demo
import { type AddCommand, type CommonOptions, withData, withJson } from '../command';

export const addDemo: AddCommand = (program, invocation) => {
  withJson(withData(program.command('demo')))
    .description('one session from its creation to the webhook, told step by step')
    .addHelpText('after', '\nThe session stays, to be looked at; the webhook endpoint made for it is turned off again.')
    .action(async (flags: CommonOptions) => (await import('./tell.js')).tell(flags, invocation));
};
