// What every API of Nest and Fastify costs, and nothing else: a POST with a DTO, and a GET that does one Redis GET. A process of its
// own; its parent gives it the answer that both shall send.
import { Body, Controller, Get, Header, HttpCode, Module, Param, Post, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SilentLog } from '@tillstream/event-sourcing';
import { endGracefully, failToStart, listening } from '@tillstream/platform';
import { RedisConnections } from '@tillstream/redis';
import { once } from 'node:events';
import 'reflect-metadata';
import { ReferenceBody } from './reference.dto';
import type { ReferenceStart } from './reference-server';

const READY_WITHIN_MS = 2_000;
/** It has nothing to fall back on. */
const PATIENCE_MS = 10_000;

function moduleOver({ answer, redisUrl }: ReferenceStart) {
  const redis = new RedisConnections({ url: redisUrl, log: new SilentLog(), viewsTimeoutMs: PATIENCE_MS });
  const parsed = JSON.parse(answer) as object;
  const keyOf = (id: string) => `reference:${id}`;

  @Controller('reference')
  class ReferenceController {
    @Post()
    @HttpCode(200)
    post(@Body() _body: ReferenceBody): object {
      return parsed;
    }

    @Get(':id')
    @Header('content-type', 'application/json; charset=utf-8')
    get(@Param('id') id: string): Promise<string | null> {
      return redis.views.get(keyOf(id));
    }
  }

  @Module({ controllers: [ReferenceController] })
  class ReferenceModule {}

  const keep = async (): Promise<void> => {
    await redis.ready(READY_WITHIN_MS);
    await redis.views.set(keyOf('sample'), answer);
  };
  return { module: ReferenceModule, keep, close: () => redis.close() };
}

async function main(): Promise<void> {
  process.send?.('here');
  const [start] = (await once(process, 'message')) as [ReferenceStart];
  const { module, keep, close } = moduleOver(start);
  await keep();
  const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), { logger: ['warn', 'error'] });
  app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true }));
  endGracefully(async () => {
    await app.close();
    await close();
  }, new SilentLog());
  await app.listen({ host: '127.0.0.1', port: 0 });
  listening({ url: await app.getUrl() });
}

main().catch(failToStart);
