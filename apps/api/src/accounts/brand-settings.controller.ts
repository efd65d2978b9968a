// Changes an account's brand by a form, pictures included.
import { Controller, Patch, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  type BrandFile,
  ChangeAccountCommand,
  GetAccountQuery,
  imageTypeOf,
  renderAccount,
  StoreBrandFileCommand,
} from '@tillstream/accounts';
import type { CommandContext } from '@tillstream/event-sourcing';
import { Call } from '../http/call.decorator';
import type { UploadedFile } from '../http/fields/file.field';
import { type ApiRequest, HttpEdge } from '../http/http-edge';
import { problemOf } from '../http/problems/problem-catalog';
import { commandOf } from '../http/request-shape';
import { AccountAnswer, AccountPath } from './account.dto';
import { brandSettingsOf } from './account.fields';
import { BrandFiles } from './brand-files';
import { BrandSettingsBody } from './brand-settings.dto';

const changeBrand = commandOf({ path: AccountPath, body: BrandSettingsBody });

@ApiTags('Account settings')
@Controller('api/accounts/:account_id')
export class BrandSettingsController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly files: BrandFiles,
  ) {}

  @Patch('brand-settings')
  @Call({
    summary: 'Change the brand',
    description: 'A form: what is empty or absent stays as it is.',
    scopes: ['write', 'operator'],
    request: changeBrand,
    body: 'form',
    answer: AccountAnswer,
  })
  async change(@Req() request: ApiRequest): Promise<AccountAnswer> {
    const read = this.edge.read(changeBrand, request);
    const key = this.edge.keyOf('acc', read.path.account_id);
    if (!(await this.queries.execute(new GetAccountQuery(key)))) throw problemOf('not-found');
    // A crash in between leaves a picture that nobody names; the same request again names it.
    const icon = await this.stored(read.context, read.body.icon);
    const logo = await this.stored(read.context, read.body.logo);
    const changes = { ...brandSettingsOf(read.body), ...(icon ? { icon } : {}), ...(logo ? { logo } : {}) };
    const outcome = await this.commands.execute(new ChangeAccountCommand(read.context, key, changes));
    return this.edge.answer(read, outcome, (account, context) => renderAccount(account, context, this.files.urlOf));
  }

  private async stored(context: CommandContext, file: UploadedFile | null | undefined): Promise<BrandFile | null> {
    const imageType = file ? imageTypeOf(file.bytes) : null;
    if (!file || !imageType) return null;
    return this.commands.execute(new StoreBrandFileCommand(context, { bytes: file.bytes, hash: file.hash, imageType }));
  }
}
