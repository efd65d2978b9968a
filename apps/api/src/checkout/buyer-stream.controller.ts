// Tells an open page that its session has changed (server-sent events). Only a hint: the page reads the truth again, and asks by itself
// now and then in case a hint was lost.
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { checkoutSession, SecureTokens } from '@tillstream/checkout';
import { Announcements, Log, streamName } from '@tillstream/event-sourcing';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf } from '../http/problems/problem-catalog';

const HEARTBEAT_MS = 15_000;

@ApiExcludeController()
@Controller('api/checkout/:secure_token')
export class BuyerStreamController {
  constructor(
    private readonly tokens: SecureTokens,
    private readonly announcements: Announcements,
    private readonly log: Log,
  ) {}

  @Get('stream')
  async stream(@Req() request: FastifyRequest<{ Params: { secure_token: string } }>, @Res() reply: FastifyReply): Promise<void> {
    const key = this.tokens.sessionKey(request.params.secure_token);
    if (key === null) throw problemOf('session-not-found');
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    raw.write('retry: 2000\n\n');
    const beat = setInterval(() => raw.write(': alive\n\n'), HEARTBEAT_MS);
    const stop = await this.listen(streamName(checkoutSession.category, key), (revision) =>
      raw.write(`event: changed\ndata: ${revision}\n\n`),
    );
    // What changed between the rendering of the page and this moment was told to nobody: let it look once.
    raw.write('event: changed\ndata: opened\n\n');
    const end = () => {
      clearInterval(beat);
      void stop();
    };
    if (raw.destroyed) end();
    else raw.once('close', end);
  }

  /** Without the announcements the page still asks by itself. */
  private async listen(channel: string, heard: (message: string) => void): Promise<() => Promise<void>> {
    try {
      return await this.announcements.listen(channel, heard);
    } catch (error) {
      this.log.warn({ error: String(error) }, 'changes cannot be announced to an open page');
      return () => Promise.resolve();
    }
  }
}
