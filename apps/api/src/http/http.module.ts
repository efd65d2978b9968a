// The HTTP edge as Nest providers, for every controller of this app.
import { type DynamicModule, Module } from '@nestjs/common';
import { TokenUses } from '@tillstream/accounts';
import { Authentication } from './authentication';
import { ProblemFilter } from './exception.filter';
import { HttpEdge } from './http-edge';
import { HttpSettings } from './http-settings';
import { ProblemPagesController } from './problems/problem-pages.controller';

@Module({})
export class HttpModule {
  static with(settings: HttpSettings): DynamicModule {
    const providers = [{ provide: HttpSettings, useValue: settings }, TokenUses, Authentication, HttpEdge, ProblemFilter];
    return { module: HttpModule, global: true, controllers: [ProblemPagesController], providers, exports: providers };
  }
}
