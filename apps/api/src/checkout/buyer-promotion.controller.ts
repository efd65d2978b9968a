// The buyer's promotion code: typed and taken away again, where session or account allows it. Both answer the session as it is then.
import { Controller, Delete, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApplyPromotionCommand, type BuyerSession, RemovePromotionCommand, type SessionOutcome } from '@tillstream/checkout';
import { Call } from '../http/call.decorator';
import { type ApiRequest, HttpEdge, type Read } from '../http/http-edge';
import { Nothing } from '../http/request-shape';
import { BuyerSessionAnswer } from './buyer-answer.dto';
import { BuyerDesk } from './buyer-desk';
import { BuyerLimits } from './buyer-limits';
import { BuyerPath, PromotionCodeBody } from './buyer.dto';

const shapes = {
  apply: { path: BuyerPath, query: Nothing, headers: Nothing, body: PromotionCodeBody },
  remove: { path: BuyerPath, query: Nothing, headers: Nothing, body: Nothing },
};

@ApiTags('Hosted page')
@Controller('api/checkout/:secure_token')
export class BuyerPromotionController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly commands: CommandBus,
    private readonly desk: BuyerDesk,
    private readonly limits: BuyerLimits,
  ) {}

  @Post('promotion-code')
  @Call({ summary: 'Type a promotion code', scopes: [], request: shapes.apply, answer: BuyerSessionAnswer })
  async apply(@Req() request: ApiRequest): Promise<BuyerSession> {
    const call = this.edge.read(shapes.apply, request);
    const { key, accountId } = await this.desk.find(call.path.secure_token);
    await this.limits.code(key, request);
    return this.answer(call, await this.commands.execute(new ApplyPromotionCommand({ ...call.context, accountId }, key, call.body.code)));
  }

  @Delete('promotion-code')
  @Call({ summary: 'Take the promotion code away', scopes: [], request: shapes.remove, answer: BuyerSessionAnswer })
  async remove(@Req() request: ApiRequest): Promise<BuyerSession> {
    const call = this.edge.read(shapes.remove, request);
    const { key, accountId } = await this.desk.find(call.path.secure_token);
    return this.answer(call, await this.commands.execute(new RemovePromotionCommand({ ...call.context, accountId }, key)));
  }

  private answer(call: Read, outcome: SessionOutcome): Promise<BuyerSession> {
    return this.desk.show(this.edge.accepted(call, outcome));
  }
}
