import { CreateSessionBody } from '../checkout/session.dto';
import { AccountPath } from '../accounts/account.dto';
import { readRequest } from './read-request';
import { commandOf } from './request-shape';
import { clientNetwork } from './client-network';
import { requestHash, canonicalJson } from '@tillstream/event-sourcing';
import { walkBody } from './body-walk';
import { instanceOf } from './instances';
import { validateSync } from 'class-validator';
import { randomUUID } from 'node:crypto';
it('is fast', () => {
  const shape = commandOf({ path: AccountPath, body: CreateSessionBody });
  const body = {
    success_url: 'https://shop.example/thanks',
    return_url: 'https://shop.example/cart',
    line_items: [{ price_id: 'price_dev_4fGh2KpQ9sTvXyZa1bC3', quantity: 2 }, { price_id: 'price_dev_4fGh2KpQ9sTvXyZa1bC3' }],
    expires_in_hours: 24,
  };
  const raw = { params: { account_id: 'acc_dev_4fGh2KpQ9sTvXyZa1bC3' }, query: {}, headers: {}, body };
  const time = (name: string, run: () => unknown) => {
    for (let i = 0; i < 3000; i++) run();
    const t = process.cpuUsage();
    for (let i = 0; i < 10000; i++) run();
    const u = process.cpuUsage(t);
    console.log(name, (u.user + u.system) / 10000, 'µs');
  };
  time('read', () => readRequest(shape, raw));
  time('walk', () => walkBody(CreateSessionBody, body));
  time('instance', () => instanceOf(CreateSessionBody, body));
  const i = instanceOf(CreateSessionBody, body);
  time('validate', () => validateSync(i, { stopAtFirstError: true, forbidUnknownValues: false }));
  const p = instanceOf(AccountPath, raw.params);
  time('validate path', () => validateSync(p, { stopAtFirstError: true, forbidUnknownValues: false }));
  time('instance path', () => instanceOf(AccountPath, raw.params));
  const key = Buffer.alloc(32);
  time('hash', () => requestHash(key, { route: 'x', params: raw.params, query: {}, body }));
  time('canonical', () => canonicalJson({ route: 'x', params: raw.params, query: {}, body }));
  time('net', () => clientNetwork('127.0.0.1'));
  time('uuid', () => randomUUID());
});
