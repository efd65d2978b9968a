// Where processors tell what became of charges and refunds. No token: the signature over the raw body is the authentication, and who fails it
// is told nothing but that.
import { Controller, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { TakeNoticeCommand } from '@tillstream/checkout';
import { NoticeReader } from '@tillstream/payments';
import { CountedLimits } from '../checkout/counted-limits';
import { Call } from '../http/call.decorator';
import { type ApiRequest, HttpEdge } from '../http/http-edge';
import { problemOf } from '../http/problems/problem-catalog';
import { Nothing } from '../http/request-shape';
import { NoticePath, NoticeTaken } from './notices.dto';

const MAX_NOTICE_BYTES = 256 * 1_024;
/** Of one sender's network: a processor sends one or two for each charge. */
export const NOTICES_PER_MINUTE = 6_000;
const MINUTE_MS = 60_000;

const shape = { path: NoticePath, query: Nothing, headers: Nothing, body: Nothing };

@ApiTags('Processors')
@Controller('notices')
export class NoticesController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly reader: NoticeReader,
    private readonly commands: CommandBus,
    private readonly limits: CountedLimits,
  ) {}

  @Post(':processor_id')
  @Call({
    summary: 'A notice of a processor',
    description:
      'For processors, not for merchants: the body is whatever the processor sends, signed as it signs, at most 256 kB and five minutes old. Answered 200 once its effect is stored, and 503 while nobody can say whose charge it names: send it again.',
    scopes: [],
    request: shape,
    body: 'raw',
    answer: NoticeTaken,
  })
  async take(@Req() request: ApiRequest): Promise<NoticeTaken> {
    await this.limits.count('notices', [
      { name: `notices:${this.limits.addressName(request.ip)}`, most: NOTICES_PER_MINUTE, withinMs: MINUTE_MS },
    ]);
    const call = this.edge.read(shape, request);
    const body = request.rawBody ?? Buffer.alloc(0);
    if (body.length > MAX_NOTICE_BYTES) throw problemOf('notice-too-large');
    const processorKey = this.edge.keyOf('proc', call.path.processor_id);
    const reading = await this.reader.read(processorKey, { headers: headersOf(request), body });
    if (!reading) throw problemOf('not-found');
    const { accountId, notice } = reading;
    if (notice.kind === 'refused') throw problemOf(notice.why === 'shape' ? 'notice-unreadable' : 'notice-not-verified');
    const result = await this.commands.execute(new TakeNoticeCommand(call.context, { accountId, processorKey }, notice));
    return { result };
  }
}

/** One that is sent twice is one that nobody signed so. */
const headersOf = ({ headers }: ApiRequest): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
