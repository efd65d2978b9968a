// Asking whether a promotion code may be used, and using it, outside of any session.
import { Controller, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { PromotionCheck, RedeemPromotionCodeCommand } from '@tillstream/catalog';
import { AccountPath } from '../accounts/account.dto';
import { Call } from '../http/call.decorator';
import { type ApiRequest, HttpEdge, type Read } from '../http/http-edge';
import { commandOf } from '../http/request-shape';
import { PromotionCodeAnswer, ValidatedCodeAnswer } from './promotion-code-answer.dto';
import { questionOf } from './promotion-code-fields';
import { PromotionCodeReads } from './promotion-code-reads';
import { PromotionQuestionBody } from './promotion-code.dto';

const question = commandOf({ path: AccountPath, body: PromotionQuestionBody });

@ApiTags('Promotion codes')
@Controller('api/:account_id/promotion-codes')
export class PromotionCodeUsesController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly commands: CommandBus,
    private readonly check: PromotionCheck,
    private readonly reads: PromotionCodeReads,
  ) {}

  @Post('validate')
  @Call({
    summary: 'Ask whether a promotion code can be used',
    description: 'Changes nothing. What is not said of the order is not looked at.',
    scopes: ['read', 'write'],
    request: question,
    answer: ValidatedCodeAnswer,
  })
  async validate(@Req() request: ApiRequest) {
    const read = this.edge.read(question, request);
    const asked = await this.asked(read);
    const recent = await this.check.ask(asked, 'recent');
    const answer = recent.kind === 'answered' && recent.fault === null ? recent : await this.check.ask(asked, 'fresh');
    if (answer.kind === 'misasked') throw this.edge.refused(read, answer.reasons);
    const promotion_code = answer.code && (await this.reads.answer(read.accountId, answer.code));
    return { valid: answer.fault === null, error: answer.fault, promotion_code };
  }

  @Post('redeem')
  @Call({
    summary: 'Use a promotion code once',
    description:
      'Counts at once. For sales outside of checkout sessions: a session counts by itself when it is paid. ' +
      'A repeat with the same Idempotency-Key is recognised for ten minutes; later it counts once more.',
    scopes: ['write'],
    request: question,
    answer: PromotionCodeAnswer,
  })
  async redeem(@Req() request: ApiRequest) {
    const read = this.edge.read(question, request);
    const outcome = await this.commands.execute(new RedeemPromotionCodeCommand(read.context, await this.asked(read)));
    return this.reads.answer(read.accountId, this.edge.accepted(read, outcome));
  }

  private async asked({ accountId, body }: Read<AccountPath, object, object, PromotionQuestionBody>) {
    const asked = questionOf(body, this.edge);
    return { ...asked, accountId, hasBoughtBefore: await this.reads.hasBoughtBefore(accountId, asked.customerKey) };
  }
}
