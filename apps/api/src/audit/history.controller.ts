// What auditors ask: everything that ever happened to a session.
import { Controller, Get, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { GetHistoryQuery, type HistoryEntry } from '@tillstream/audit';
import { Ids } from '@tillstream/event-sourcing';
import { SessionPath } from '../checkout/session.dto';
import { Call } from '../http/call.decorator';
import { type ApiRequest, HttpEdge } from '../http/http-edge';
import { problemOf } from '../http/problems/problem-catalog';
import { queryOf } from '../http/request-shape';
import { HistoryAnswer } from './history.dto';

const getHistory = queryOf({ path: SessionPath });

@ApiTags('Checkout sessions')
@Controller('api/:account_id/checkout-sessions')
export class HistoryController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly queries: QueryBus,
    private readonly ids: Ids,
  ) {}

  @Get(':session_id/history')
  @Call({ summary: 'Get the history of a session', scopes: ['read', 'audit'], request: getHistory, answer: HistoryAnswer })
  async history(@Req() request: ApiRequest): Promise<{ readonly items: readonly HistoryEntry[] }> {
    const { accountId, path } = this.edge.read(getHistory, request);
    const key = this.ids.parse('cs', path.session_id);
    const items = key === null ? null : await this.queries.execute(new GetHistoryQuery(accountId, key));
    if (!items) throw problemOf('session-not-found');
    return { items };
  }
}
