// Promotion codes over HTTP.
import { Controller, Delete, Get, Post, Put, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ChangePromotionCodeCommand, CreatePromotionCodeCommand, DeletePromotionCodeCommand } from '@tillstream/catalog';
import { AccountPath } from '../accounts/account.dto';
import { Call } from '../http/call.decorator';
import { type ApiRequest, HttpEdge } from '../http/http-edge';
import { commandOf, queryOf } from '../http/request-shape';
import { PromotionCodeAnswer, PromotionCodeList } from './promotion-code-answer.dto';
import { newPromotionCodeOf, promotionCodeChangesOf } from './promotion-code-fields';
import { PromotionCodeReads } from './promotion-code-reads';
import { CreatePromotionCodeBody, ListPromotionCodesQueryDto, PromotionCodePath, UpdatePromotionCodeBody } from './promotion-code.dto';

const shapes = {
  list: queryOf({ path: AccountPath, query: ListPromotionCodesQueryDto }),
  create: commandOf({ path: AccountPath, body: CreatePromotionCodeBody }),
  get: queryOf({ path: PromotionCodePath }),
  update: commandOf({ path: PromotionCodePath, body: UpdatePromotionCodeBody }),
  remove: commandOf({ path: PromotionCodePath }),
};

@ApiTags('Promotion codes')
@Controller('api/:account_id/promotion-codes')
export class PromotionCodesController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly commands: CommandBus,
    private readonly reads: PromotionCodeReads,
  ) {}

  @Get()
  @Call({ summary: 'List promotion codes', scopes: ['read'], request: shapes.list, answer: PromotionCodeList })
  async list(@Req() request: ApiRequest) {
    const { accountId, query } = this.edge.read(shapes.list, request);
    return this.reads.codes(accountId, query);
  }

  @Post()
  @Call({
    summary: 'Create a promotion code',
    description: 'A code belongs to one at a time, whatever its case; deleting that one frees it.',
    scopes: ['write'],
    request: shapes.create,
    answer: PromotionCodeAnswer,
  })
  async create(@Req() request: ApiRequest) {
    const read = this.edge.read(shapes.create, request);
    const outcome = await this.commands.execute(new CreatePromotionCodeCommand(read.context, newPromotionCodeOf(read.body, this.edge)));
    return this.reads.answer(read.accountId, this.edge.accepted(read, outcome));
  }

  @Get(':promotion_code_id')
  @Call({ summary: 'Get a promotion code', scopes: ['read'], request: shapes.get, answer: PromotionCodeAnswer })
  async get(@Req() request: ApiRequest) {
    const { accountId, path } = this.edge.read(shapes.get, request);
    return this.reads.code(accountId, this.edge.keyOf('promo', path.promotion_code_id));
  }

  @Put(':promotion_code_id')
  @Call({ summary: 'Change a promotion code', scopes: ['write'], request: shapes.update, answer: PromotionCodeAnswer })
  async update(@Req() request: ApiRequest) {
    const read = this.edge.read(shapes.update, request);
    const key = this.edge.keyOf('promo', read.path.promotion_code_id);
    const outcome = await this.commands.execute(new ChangePromotionCodeCommand(read.context, key, promotionCodeChangesOf(read.body)));
    return this.reads.answer(read.accountId, this.edge.accepted(read, outcome));
  }

  @Delete(':promotion_code_id')
  @Call({ summary: 'Delete a promotion code and free its name', scopes: ['write'], request: shapes.remove, answer: null })
  async remove(@Req() request: ApiRequest): Promise<void> {
    const read = this.edge.read(shapes.remove, request);
    const command = new DeletePromotionCodeCommand(read.context, this.edge.keyOf('promo', read.path.promotion_code_id));
    this.edge.accepted(read, await this.commands.execute(command));
  }
}
