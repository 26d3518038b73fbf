import { currentLog } from "../../core/index.ts";
import type { Exchange } from "./exchange.ts";
import { PROVIDER_EMPTY } from "../errors.ts";
import type { Provider } from "./provider.ts";

/** Fakes in place of providers: the value, or another provider. */
export type Overrides = ReadonlyMap<Provider, unknown>;

/** Cleans up behind a value. `error` is what made the request fail. */
export type CleanUp = (error: unknown) => Promise<void>;

/** Gives the values of `use` one after the other, so that the order of clean-up is known. */
export async function provideAll(
  exchange: Exchange,
  use: Readonly<Record<string, Provider>>,
): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const name of Object.keys(use)) values[name] = await provide(exchange, use[name]!);
  return values;
}

function provide(exchange: Exchange, wanted: Provider): Promise<unknown> {
  let value = exchange.provided.get(wanted);
  if (value === undefined) exchange.provided.set(wanted, (value = make(exchange, wanted)));
  return value;
}

async function make(exchange: Exchange, wanted: Provider): Promise<unknown> {
  if (exchange.overrides.has(wanted)) {
    const fake = exchange.overrides.get(wanted);
    return isProvider(fake) ? await provide(exchange, fake) : fake;
  }
  const { request } = exchange;
  const others = await provideAll(exchange, wanted.use);
  const made = wanted.make({ ...others, request, signal: request.signal } as never);
  return isGenerator(made) ? await firstOf(exchange, wanted, made) : await made;
}

async function firstOf(
  exchange: Exchange,
  { name }: Provider,
  generator: AnyGenerator,
): Promise<unknown> {
  const first = await generator.next();
  if (first.done) throw PROVIDER_EMPTY(name);
  exchange.cleanUps.push(async (error) => {
    try {
      await (error === undefined ? generator.next() : generator.throw(error));
    } catch (failure) {
      if (failure !== error) {
        currentLog().error("a provider has failed to clean up", { provider: name, error: failure });
      }
    } finally {
      // One that yields again would keep what it holds.
      await generator.return(undefined);
    }
  });
  return first.value;
}

type AnyGenerator = AsyncGenerator | Generator;

function isGenerator(value: unknown): value is AnyGenerator {
  const tag = (value as { [Symbol.toStringTag]?: string } | null | undefined)?.[Symbol.toStringTag];
  return tag === "AsyncGenerator" || tag === "Generator";
}

function isProvider(value: unknown): value is Provider {
  return typeof value === "object" && value !== null && "make" in value && "use" in value;
}
