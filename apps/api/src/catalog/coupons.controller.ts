// Coupons over HTTP.
import { Controller, Delete, Get, Post, Put, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ChangeCouponCommand, type ChangeableCouponFields, CreateCouponCommand, DeleteCouponCommand } from '@tillstream/catalog';
import { AccountPath } from '../accounts/account.dto';
import { Call } from '../http/call.decorator';
import { type ApiRequest, HttpEdge, type Read } from '../http/http-edge';
import { planList } from '../http/list/plan-list';
import { commandOf, queryOf } from '../http/request-shape';
import { CatalogLists } from './catalog-lists';
import { CouponAnswer, CouponList } from './coupon-answer.dto';
import { couponChangesOf, inItsPlace, newCouponOf } from './coupon-fields';
import { CouponReads } from './coupon-reads';
import { CouponPath, CreateCouponBody, ListCouponsQueryDto, UpdateCouponBody } from './coupon.dto';

const shapes = {
  list: queryOf({ path: AccountPath, query: ListCouponsQueryDto }),
  create: commandOf({ path: AccountPath, body: CreateCouponBody }),
  get: queryOf({ path: CouponPath }),
  update: commandOf({ path: CouponPath, body: UpdateCouponBody }),
  remove: commandOf({ path: CouponPath }),
  turn: commandOf({ path: CouponPath }),
};

@ApiTags('Coupons')
@Controller('api/:account_id/coupons')
export class CouponsController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly commands: CommandBus,
    private readonly lists: CatalogLists,
    private readonly reads: CouponReads,
  ) {}

  @Get()
  @Call({ summary: 'List coupons', scopes: ['read'], request: shapes.list, answer: CouponList })
  async list(@Req() request: ApiRequest) {
    const { accountId, query } = this.edge.read(shapes.list, request);
    const status = query.status ?? null;
    const withDeleted = query.include_deleted === true || status === 'deleted';
    return this.reads.coupons(accountId, planList(query, this.lists.coupons(withDeleted)), status);
  }

  @Post()
  @Call({ summary: 'Create a coupon', scopes: ['write'], request: shapes.create, answer: CouponAnswer })
  async create(@Req() request: ApiRequest) {
    const read = this.edge.read(shapes.create, request);
    const outcome = await this.commands.execute(new CreateCouponCommand(read.context, newCouponOf(read, this.edge)));
    const placed =
      outcome.kind === 'accepted' ? outcome : { ...outcome, reasons: outcome.reasons.map((reason) => inItsPlace(reason, read.body)) };
    return this.reads.answer(read.accountId, this.edge.accepted(read, placed));
  }

  @Get(':coupon_id')
  @Call({ summary: 'Get a coupon', scopes: ['read'], request: shapes.get, answer: CouponAnswer })
  async get(@Req() request: ApiRequest) {
    const { accountId, path } = this.edge.read(shapes.get, request);
    return this.reads.coupon(accountId, this.edge.keyOf('coup', path.coupon_id));
  }

  @Put(':coupon_id')
  @Call({ summary: 'Change a coupon, but for its terms', scopes: ['write'], request: shapes.update, answer: CouponAnswer })
  async update(@Req() request: ApiRequest) {
    const read = this.edge.read(shapes.update, request);
    return this.change(read, couponChangesOf(read.body));
  }

  @Delete(':coupon_id')
  @Call({ summary: 'Delete a coupon', scopes: ['write'], request: shapes.remove, answer: null })
  async remove(@Req() request: ApiRequest): Promise<void> {
    const read = this.edge.read(shapes.remove, request);
    const command = new DeleteCouponCommand(read.context, this.edge.keyOf('coup', read.path.coupon_id));
    this.edge.accepted(read, await this.commands.execute(command));
  }

  @Post(':coupon_id/activate')
  @Call({ summary: 'Switch a coupon on', scopes: ['write'], request: shapes.turn, answer: CouponAnswer })
  async activate(@Req() request: ApiRequest) {
    return this.change(this.edge.read(shapes.turn, request), { isActive: true });
  }

  @Post(':coupon_id/deactivate')
  @Call({
    summary: 'Switch a coupon off',
    description: 'Nobody can apply it any more, by itself or through a code.',
    scopes: ['write'],
    request: shapes.turn,
    answer: CouponAnswer,
  })
  async deactivate(@Req() request: ApiRequest) {
    return this.change(this.edge.read(shapes.turn, request), { isActive: false });
  }

  private async change(read: Read<CouponPath>, changes: Partial<ChangeableCouponFields>) {
    const command = new ChangeCouponCommand(read.context, this.edge.keyOf('coup', read.path.coupon_id), changes);
    return this.reads.answer(read.accountId, this.edge.accepted(read, await this.commands.execute(command)));
  }
}
