// Serves the pictures of brands from our own origin: nothing in them can run, and what is at an address never changes.
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { BRAND_FILES_BASE, brandFileName } from '@tillstream/accounts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf } from '../http/problems/problem-catalog';
import { BrandFiles } from './brand-files';

const KEY = /^[0-9A-Za-z]{20}$/;
const HEADERS = {
  'cache-control': 'public, max-age=31536000, immutable',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'cross-origin', // merchants may show it elsewhere
};

@ApiExcludeController()
@Controller()
export class BrandFilesController {
  constructor(private readonly files: BrandFiles) {}

  @Get(`${BRAND_FILES_BASE}:key/:name`)
  async picture(@Req() request: FastifyRequest<{ Params: { key: string; name: string } }>, @Res() reply: FastifyReply): Promise<void> {
    const { key, name } = request.params;
    const content = KEY.test(key) ? await this.files.content(key) : null;
    if (!content || brandFileName(content) !== name) throw problemOf('not-found');
    await reply.headers({ ...HEADERS, 'content-type': content.type }).send(content.bytes);
  }
}
