// The API's documentation: the document for programs, and a page for people that needs no script from anywhere.
import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController, type OpenAPIObject } from '@nestjs/swagger';
import { docsPage } from './docs-page';
import { OpenApiDocument } from './openapi-document';

@ApiExcludeController()
@Controller()
export class OpenApiController {
  private page: string | null = null;

  constructor(private readonly document: OpenApiDocument) {}

  @Get('openapi.json')
  json(): OpenAPIObject {
    return this.document.value;
  }

  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'")
  docs(): string {
    return (this.page ??= docsPage(this.document.value));
  }
}
