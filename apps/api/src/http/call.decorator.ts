// One call of the API: who may make it, what it reads and answers, as routing, documentation and the reading share it.
import { applyDecorators, HttpCode } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import {
  ApiBody, ApiConsumes, ApiExtraModels, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse, type ApiResponseMetadata, ApiSecurity, getSchemaPath,
} from '@nestjs/swagger'; // prettier-ignore
import type { Scope } from '@tillstream/accounts';
import type { Access } from './access';
import { type Constructor, fieldsOf } from './fields/field-registry';
import { InvalidRequestAnswer, ProblemAnswer } from './problems/problem.dto';
import type { RequestShape } from './request-shape';

export type SchemaByType = Readonly<Record<string, { readonly type: string }>>;

export interface CallOptions {
  /** One line: what it does. */
  readonly summary: string;
  readonly description?: string;
  /** One of these scopes is enough; empty: no token is asked for. */
  readonly scopes: readonly Scope[];
  readonly request: RequestShape;
  /** `form`: the body is multipart/form-data; `raw`: bytes of any kind, which the call reads itself. */
  readonly body?: 'form' | 'raw';
  /** The DTO of the answer, `[DTO]` for a plain array of it, a schema per content type, null for 204 without a body. */
  readonly answer: Constructor | readonly [Constructor] | SchemaByType | null;
  /** Headers of the answer that say something of this call alone. */
  readonly answerHeaders?: ResponseMetadata['headers'];
  /** 200, or 204 when `answer` is null. */
  readonly status?: 200 | 204;
  /** What it means when the same is answered with 202. */
  readonly accepted?: string;
}

export function Call(options: CallOptions): MethodDecorator {
  const { summary, description, scopes, request, answer } = options;
  const status = options.status ?? (answer === null ? 204 : 200);
  const access: Access = { scopes, body: options.body ?? 'json' };
  return applyDecorators(
    RouteConfig({ access }),
    HttpCode(status),
    ApiOperation({ summary, ...(description === undefined ? {} : { description }), ...(scopes.length > 0 ? {} : { security: [] }) }),
    ...scopes.map((scope) => ApiSecurity('bearer', [scope])), // one of them is enough
    ...parametersOf(request),
    ...(access.body === 'form' ? [ApiConsumes('multipart/form-data')] : []),
    ...(access.body === 'raw' ? [ApiConsumes('*/*'), ApiBody({ schema: { type: 'string' }, required: true })] : []),
    ...(fieldsOf(request.body).size > 0 ? [ApiBody({ type: request.body, required: needsBody(request.body) })] : []),
    answerOf(answer, { status, ...(options.answerHeaders ? { headers: options.answerHeaders } : {}) }),
    ...(options.accepted === undefined ? [] : [answerOf(answer, { status: 202, description: options.accepted })]),
    problemAnswer(422, 'The request is malformed or refers to what cannot be used; one entry per fault.', InvalidRequestAnswer),
    problemAnswer('default', 'Every other answer that is no success.', ProblemAnswer),
  );
}

const needsBody = (dto: Constructor): boolean => [...fieldsOf(dto).values()].some(({ documented }) => documented.required === true);

function parametersOf({ path, query, headers }: RequestShape): readonly (MethodDecorator & ClassDecorator)[] {
  const documented = (dto: Constructor) =>
    [...fieldsOf(dto).values()].map(({ name, documented: { description, required, ...rest } }) => {
      const schema = Object.fromEntries(Object.entries(rest).filter(([key]) => key !== 'nullable'));
      return { name, description: description ?? '', required: required === true, schema };
    });
  return [
    ...documented(path).map((parameter) => ApiParam({ ...parameter, required: true })),
    ...documented(query).map((parameter) => ApiQuery(parameter)),
    ...documented(headers).map((parameter) => ApiHeader(parameter)),
  ];
}

type ResponseMetadata = Pick<ApiResponseMetadata, 'status' | 'headers' | 'description'>;

function answerOf(answer: CallOptions['answer'], metadata: ResponseMetadata): MethodDecorator {
  if (answer === null) return ApiResponse({ ...metadata, description: 'Done; no body.' });
  const { description = 'The answer.' } = metadata;
  if (typeof answer === 'function') return ApiResponse({ ...metadata, description, type: answer });
  if (isList(answer)) return ApiResponse({ ...metadata, description, type: answer[0], isArray: true });
  const content = Object.fromEntries(Object.entries(answer).map(([type, schema]) => [type, { schema }]));
  return ApiResponse({ ...metadata, description, content });
}

const isList = (answer: readonly [Constructor] | SchemaByType): answer is readonly [Constructor] => Array.isArray(answer);

function problemAnswer(status: 422 | 'default', description: string, type: Constructor): MethodDecorator {
  const content = { 'application/problem+json': { schema: { $ref: getSchemaPath(type) } } };
  return applyDecorators(ApiExtraModels(type), ApiResponse({ status, description, content }));
}
