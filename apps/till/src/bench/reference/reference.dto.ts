// The DTO of the bare POST: as many fields as the creation of a session has, checked by the usual decorators.
import { Type } from 'class-transformer';
import {
  ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, Length, Max, Min, ValidateNested,
} from 'class-validator'; // prettier-ignore

class ReferenceLineItem {
  @IsString()
  @Length(1, 64)
  price_id!: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(999_999)
  quantity?: number;

  @IsOptional()
  @IsString()
  @Length(1, 500)
  description?: string;
}

export class ReferenceBody {
  @IsString()
  @Length(1, 2_000)
  success_url!: string;

  @IsString()
  @Length(1, 2_000)
  return_url!: string;

  @IsOptional()
  @IsIn(['payment', 'setup'])
  mode?: string;

  @IsOptional()
  @IsString()
  @Length(1, 64)
  customer_id?: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(720)
  expires_in_hours?: number;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => ReferenceLineItem)
  line_items?: ReferenceLineItem[];

  @IsOptional()
  @IsString()
  @Length(1, 64)
  processor_route_id?: string;

  @IsOptional()
  @IsObject()
  setup_preferences?: object;

  @IsOptional()
  @IsBoolean()
  allow_promotion_codes?: boolean;

  @IsOptional()
  @IsString()
  @Length(1, 200)
  reference?: string;
}
