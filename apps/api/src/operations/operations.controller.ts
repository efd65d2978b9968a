// For whoever runs this process: is it alive, may it be given work, and its numbers.
import { Controller, Get, Header, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Metrics } from '@tillstream/platform';
import { Call } from '../http/call.decorator';
import { type ApiRequest, HttpEdge } from '../http/http-edge';
import { queryOf } from '../http/request-shape';
import { LiveAnswer, ReadyAnswer } from './operations.dto';
import { Readiness } from './readiness';

const nothing = queryOf({});

@ApiTags('Operations')
@Controller()
export class OperationsController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
  ) {}

  @Get('health/live')
  @Call({ summary: 'Whether the process runs', scopes: [], request: nothing, answer: LiveAnswer })
  live(@Req() request: ApiRequest): LiveAnswer {
    this.edge.read(nothing, request);
    return { status: 'ok' };
  }

  @Get('health/ready')
  @Call({
    summary: 'Whether the process may be given work',
    description: 'Without Redis it may: commands succeed and reads by id work; lists answer 503 meanwhile.',
    scopes: [],
    request: nothing,
    answer: ReadyAnswer,
  })
  @ApiResponse({ status: 503, description: 'Not at the moment.', type: ReadyAnswer })
  async ready(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<ReadyAnswer> {
    this.edge.read(nothing, request);
    const report = await this.readiness.report();
    if (report.status === 'failing') reply.code(503);
    return report;
  }

  @Get('metrics')
  @ApiExcludeEndpoint()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  numbers(): Promise<string> {
    return this.metrics.text();
  }
}
