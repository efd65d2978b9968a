// The one place that turns what was thrown into an answer: problem+json, with the request id, and nothing of our inside.
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isFault, isPassing, Log, ViewsRebuilding } from '@tillstream/event-sourcing';
import { HttpSettings } from './http-settings';
import { isNotOffered } from './not-offered';
import { ApiProblem, Unprocessable } from './problems/problem';
import { type ProblemCode, problemOf } from './problems/problem-catalog';
import { withoutCardNumbers } from './text-inspection';

const BY_STATUS: ReadonlyMap<number, ProblemCode> = new Map([
  [404, 'unknown-route'],
  [405, 'unknown-route'],
  [413, 'body-too-large'],
  [414, 'unknown-route'],
  [415, 'unsupported-media-type'],
]);

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly settings: HttpSettings,
    private readonly log: Log,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    if (reply.sent) return;
    const problem = error instanceof Unprocessable ? error : this.problemFor(error, request);
    const { status, title, detail, retryAfter, extra } = answerFor(problem);
    if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
    if (status === 401) reply.header('www-authenticate', 'Bearer');
    reply
      .code(status)
      .type('application/problem+json')
      .send(
        JSON.stringify({
          type: `${this.settings.publicUrl}/problems/${problem.code}`,
          title,
          status,
          code: problem.code,
          request_id: request.id,
          detail,
          ...extra,
        }),
      );
  }

  private problemFor(error: unknown, request: FastifyRequest): ApiProblem {
    if (error instanceof ApiProblem) return error;
    if (error instanceof ViewsRebuilding) return problemOf('views-rebuilding');
    if (isFault(error) && error.kind === 'gone') return problemOf('not-found');
    const where = { requestId: request.id, method: request.method, route: request.routeOptions.url ?? null };
    if (isPassing(error)) {
      this.log.warn({ ...where, fault: String(error) }, 'a request could not be answered');
      return problemOf('unavailable');
    }
    const code = codeOf(statusOf(error), request);
    if (code === 'internal-error') {
      this.log.error(
        { ...where, error: error instanceof Error ? (error.stack ?? error.message) : String(error) },
        'a request failed: a bug',
      );
    }
    return problemOf(code);
  }
}

/** What Nest and Fastify refuse by themselves; everything else is a bug. */
function codeOf(status: number, { method, url }: FastifyRequest): ProblemCode {
  if (status < 400 || status >= 500) return 'internal-error';
  if (status === 404 && isNotOffered(method, url)) return 'not-offered';
  return BY_STATUS.get(status) ?? 'unreadable-request';
}

/** The status that Nest or Fastify gave an error of their own; 500 for everything else. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const isFastifys = error instanceof Error && 'code' in error && String(error.code).startsWith('FST_') && 'statusCode' in error;
  return isFastifys && typeof error.statusCode === 'number' ? error.statusCode : 500;
}

function answerFor(problem: ApiProblem | Unprocessable) {
  if (problem instanceof ApiProblem) return { ...problem.problem, extra: problem.extra };
  return {
    status: 422,
    title: 'The request is not valid',
    detail: problem.faults.map(withoutCardNumbers),
    retryAfter: undefined,
    extra: problem.extra,
  };
}
