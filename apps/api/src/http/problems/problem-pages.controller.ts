// The pages that the `type` of every problem leads to.
import { Controller, Get, Header, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { escapeHtml, page } from '../html-page';
import { documentedProblems, problemOf } from './problem-catalog';

@ApiExcludeController()
@Controller('problems')
export class ProblemPagesController {
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  all(): string {
    const rows = documentedProblems().map(
      ({ code, status, title }) =>
        `<tr><td>${status}</td><td><a href="/problems/${escapeHtml(code)}">${escapeHtml(code)}</a></td><td>${escapeHtml(title)}</td></tr>`,
    );
    return page('Problems', `<table><tr><th>Status</th><th>Code</th><th>Meaning</th></tr>${rows.join('')}</table>`);
  }

  @Get(':code')
  @Header('content-type', 'text/html; charset=utf-8')
  one(@Req() request: FastifyRequest<{ Params: { code: string } }>): string {
    const found = documentedProblems().find(({ code }) => code === request.params.code);
    if (!found) throw problemOf('unknown-route');
    const body = `<p>Status <strong>${found.status}</strong>, code <code>${escapeHtml(found.code)}</code></p><p>${escapeHtml(found.sentence)}</p>`;
    return page(found.title, `${body}<p><a href="/problems">All problems</a> · <a href="/docs">The API</a></p>`);
  }
}
