import { formatMember, formatMessageId, parseMember, parseMessageId } from './message-id';

const ref = { category: 's', key: '4Zr8Qm1xYtB6nKc0VdLs', revision: 12, resource: 'R' };
const id = 'evt_dev_s4Zr8Qm1xYtB6nKc0VdLs_12_R';

describe('message ids', () => {
  it('say where the message is', () => {
    expect(formatMessageId('dev', ref)).toBe(id);
    expect(parseMessageId('dev', id)).toEqual(ref);
  });

  it('are those of one environment', () => expect(parseMessageId('prod', id)).toBeNull());

  it.each([
    '',
    'evt_dev_',
    'evt_dev_s4Zr8Qm1xYtB6nKc0VdLs_12',
    'evt_dev_s4Zr8Qm1xYtB6nKc0VdLs_012_R',
    'evt_dev_s4Zr8Qm1xYtB6nKc0VdLs_-1_R',
    'evt_dev_s4Zr8Qm1xYtB6nKc0VdL_12_R',
    'evt_dev_s4Zr8Qm1xYtB6nKc0VdLs_12_RR',
    `${id}\n`,
    'evt_dev_s4Zr8Qm1xYtB6nKc0VdLs_99999999999999999999_R',
    'cs_dev_4Zr8Qm1xYtB6nKc0VdLs',
  ])('are not %j', (text) => expect(parseMessageId('dev', text)).toBeNull());
});

describe('members of pending sets', () => {
  const pending = { ...ref, type: 'checkout_session.completed' };

  it('survive being text', () => expect(parseMember(formatMember(pending))).toEqual(pending));

  it('sort within their stream by revision', () => {
    const members = [9, 10, 100, 11].map((revision) => formatMember({ ...pending, revision }));
    expect(members.sort().map((member) => parseMember(member).revision)).toEqual([9, 10, 11, 100]);
  });

  it('name their stream by 21 characters, for the stores of pending deliveries', () => {
    expect(formatMember(pending).slice(0, 22)).toBe(`s${ref.key}_`);
  });

  it('are nothing else', () => expect(() => parseMember('x')).toThrow('not a pending message'));
});
