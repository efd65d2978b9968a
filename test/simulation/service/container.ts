// Puts a process together from the very lists of pieces that its modules give to Nest, but in microseconds: processes are born and die often here.
import type { DynamicModule, InjectionToken, Provider, Type } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';

type Constructor<T = unknown> = abstract new (...parts: never[]) => T;

/** `optional`: nothing where nobody provides it. */
type Part = InjectionToken | { readonly token: InjectionToken; readonly optional: boolean };

interface Recipe {
  readonly parts: readonly Part[];
  make(parts: readonly unknown[]): unknown;
}

/** A piece in place of a real one, made from it: how a bug is planted. */
export interface Replacement {
  readonly token: InjectionToken;
  replace(original: never, container: Container): unknown;
}

export const replacing = <T>(token: Constructor<T>, replace: (original: T, container: Container) => T): Replacement => ({
  token: token as InjectionToken,
  replace,
});

/** What the pieces of these modules are made of; read once. */
export class Recipes {
  private readonly byToken = new Map<InjectionToken, Recipe>();
  private readonly handlers = new Map<unknown, InjectionToken>();

  constructor(modules: readonly (Type | DynamicModule)[]) {
    for (const module of modules) this.addModule(module);
  }

  of(token: InjectionToken): Recipe | undefined {
    return this.byToken.get(token);
  }

  handlerOf(command: object): InjectionToken | undefined {
    return this.handlers.get(command.constructor);
  }

  private addModule(module: Type | DynamicModule): void {
    const own = 'module' in module ? module : { module, providers: [], imports: [] };
    const listed = (name: string) => (Reflect.getMetadata(name, own.module) ?? []) as readonly unknown[];
    for (const imported of [...(own.imports ?? []), ...listed('imports')]) this.addModule(imported as Type);
    for (const provider of [...(own.providers ?? []), ...listed('providers')]) this.add(provider as Provider);
  }

  private add(provider: Provider): void {
    if (typeof provider === 'function') this.addClass(provider);
    else if ('useValue' in provider) this.byToken.set(provider.provide, { parts: [], make: () => provider.useValue as unknown });
    else if ('useFactory' in provider) {
      const make = (parts: readonly unknown[]) => provider.useFactory(...(parts as unknown[])) as unknown;
      this.byToken.set(provider.provide, { parts: (provider.inject ?? []) as Part[], make });
    }
  }

  private addClass(type: Type): void {
    const parts = [...((Reflect.getMetadata('design:paramtypes', type) ?? []) as InjectionToken[])];
    const named = (Reflect.getMetadata('self:paramtypes', type) ?? []) as { readonly index: number; readonly param: InjectionToken }[];
    for (const { index, param } of named) parts[index] = param;
    this.byToken.set(type, { parts, make: (made) => new type(...made) as unknown });
    for (const name of ['__commandHandler__', '__queryHandler__']) {
      const asked: unknown = Reflect.getMetadata(name, type);
      if (asked) this.handlers.set(asked, type);
    }
  }
}

export class Container {
  private readonly made = new Map<InjectionToken, unknown>();

  constructor(
    private readonly recipes: Recipes,
    /** Of this process alone: its ports. */
    private readonly own: Recipes,
    private readonly replacements: readonly Replacement[],
  ) {
    for (const bus of [CommandBus, QueryBus]) this.made.set(bus, { execute: (asked: object) => this.execute(asked) });
  }

  get<T>(token: Constructor<T>): T {
    return this.resolve(token as InjectionToken) as T;
  }

  /** The real piece of this process, but with one of its own parts replaced. */
  remade<T>(token: Constructor<T>, part: Replacement): T {
    const others = this.replacements.filter((replacement) => replacement.token !== token);
    return new Container(this.recipes, this.own, [...others, part]).get(token);
  }

  /** Sends a command or a query to its handler, as the buses do. */
  async execute(command: object): Promise<unknown> {
    const token = this.recipes.handlerOf(command);
    if (!token) throw new Error(`nobody handles ${command.constructor.name}`);
    return (this.resolve(token) as { execute(command: object): Promise<unknown> }).execute(command);
  }

  private partOf(part: Part): unknown {
    if (typeof part !== 'object' || !('token' in part)) return this.resolve(part);
    const isProvided = this.own.of(part.token) ?? this.recipes.of(part.token);
    return isProvided || !part.optional ? this.resolve(part.token) : undefined;
  }

  private resolve(token: InjectionToken): unknown {
    if (this.made.has(token)) return this.made.get(token);
    const recipe = this.own.of(token) ?? this.recipes.of(token);
    if (!recipe) throw new Error(`nobody provides ${typeof token === 'function' ? token.name : String(token)}`);
    const original = recipe.make(recipe.parts.map((part) => this.partOf(part)));
    const piece = this.replacements
      .filter((replacement) => replacement.token === token)
      .reduce((made, replacement) => replacement.replace(made as never, this), original);
    this.made.set(token, piece);
    return piece;
  }
}
