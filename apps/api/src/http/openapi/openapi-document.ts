// The OpenAPI document, made from the controllers and DTOs once at start, and kept for whoever asks.
import { Injectable } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { HttpSettings } from '../http-settings';
import { problemStatuses } from '../problems/problem-catalog';
import { ProblemAnswer } from '../problems/problem.dto';
import { deriveExamples } from './derive-examples';

const DESCRIPTION =
  'Checkout sessions: hosted, secret payment pages with an end. Every problem is application/problem+json; ' +
  'a 422 lists every fault with its place. Send an Idempotency-Key with every write.';

@Injectable()
export class OpenApiDocument {
  private made: OpenAPIObject | null = null;

  constructor(private readonly settings: HttpSettings) {}

  get value(): OpenAPIObject {
    if (!this.made) throw new Error('the OpenAPI document is made once the application is composed');
    return this.made;
  }

  make(app: NestFastifyApplication, version: string): void {
    const base = new DocumentBuilder()
      .setOpenAPIVersion('3.1.0')
      .setTitle('Tillstream')
      .setDescription(DESCRIPTION)
      .setVersion(version)
      .setLicense('MIT', 'https://opensource.org/license/mit')
      .addServer(this.settings.publicUrl)
      .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'st_<env>_…' })
      .build();
    const document = SwaggerModule.createDocument(app, base, {
      operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
    });
    const schemas = document.components?.schemas ?? {};
    deriveExamples(schemas);
    nameEveryProblem(schemas);
    this.made = document;
  }
}

/** Programs look at `code`: all that there are stand in the document, each with its status. */
function nameEveryProblem(schemas: Readonly<Record<string, unknown>>): void {
  const problem = schemas[ProblemAnswer.name] as { readonly properties: { readonly code: object } };
  const statuses = problemStatuses();
  const listed = Object.entries(statuses).map(([code, status]) => `${code} (${status})`);
  Object.assign(problem.properties.code, { enum: Object.keys(statuses), description: `Stable: ${listed.join(', ')}.` });
}
