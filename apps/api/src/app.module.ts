// What the API process is made of: the kernel over its ports, the HTTP edge, and one module per part of the API.
import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { SecureTokens } from '@tillstream/checkout';
import { announcedCategories, domainMessages, domainViews, KernelModule, type KernelPorts } from '@tillstream/runtime';
import { WebhookSettings } from '@tillstream/webhooks';
import { AccountsApiModule } from './accounts/accounts-api.module';
import { ApiLimits } from './api-limits';
import type { ApiConfig } from './api.config';
import { AuditApiModule } from './audit/audit-api.module';
import { CatalogApiModule } from './catalog/catalog-api.module';
import { CheckoutApiModule } from './checkout/checkout-api.module';
import { HttpModule } from './http/http.module';
import { HttpSettings } from './http/http-settings';
import { OpenApiController } from './http/openapi/openapi.controller';
import { OpenApiDocument } from './http/openapi/openapi-document';
import { OperationsModule } from './operations/operations.module';
import { WebhooksApiModule } from './webhooks/webhooks-api.module';

/** One module of controllers per part of the API; each brings its lib's handlers along. */
const parts = [AccountsApiModule, CatalogApiModule, OperationsModule];

@Module({})
export class AppModule {
  static over(ports: KernelPorts, config: ApiConfig): DynamicModule {
    const settings = new HttpSettings(config.publicUrl, config.operatorToken, config.trustedProxies);
    return {
      module: AppModule,
      imports: [
        CqrsModule.forRoot(),
        KernelModule.over(ports, { views: domainViews(), writeViewsInline: config.viewsInline ?? true, announced: announcedCategories }),
        HttpModule.with(settings),
        AuditApiModule.at(config.publicUrl),
        CheckoutApiModule.over({ publicUrl: config.publicUrl, page: config.page ?? null, limits: new ApiLimits(config.limits) }),
        WebhooksApiModule.over({
          ...ports.webhooks,
          sources: domainMessages(new SecureTokens(ports.keyring, config.publicUrl)),
          settings: new WebhookSettings({ allowInsecure: config.allowInsecureWebhooks ?? false }),
        }),
        ...parts,
      ],
      controllers: [OpenApiController],
      providers: [OpenApiDocument],
    };
  }
}
