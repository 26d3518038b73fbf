import { hash } from "node:crypto";
import { type App, currentApp } from "../../app/index.ts";
import { currentClock, currentLog } from "../../core/index.ts";
import {
  clientNetwork,
  type HttpRequest,
  type HttpResponse,
  type Middleware,
  middleware,
  tooManyRequests,
  unavailable,
} from "../../http/index.ts";
import { THROTTLE_OPTION_INVALID, THROTTLED } from "./errors.ts";
import { memoryThrottles } from "./memory-throttles.ts";
import { parseRate, type ParsedRate, type Rate } from "./rate.ts";
import { policyHeader, standingHeader } from "./throttle-headers.ts";
import type { ThrottleStore, Verdict } from "./throttle-store.ts";

export interface ThrottleOptions {
  /**
   * Who is counted: the signed-in user, and the address of those who are not (`"user"`, the default); the
   * address always; or what the function gives, where undefined is not limited. Give it what the client
   * cannot choose freely.
   */
  readonly by?: "user" | "address" | ((request: HttpRequest) => string | undefined);
  /** Who is spared. Default `"staff"`. */
  readonly exempt?: "staff" | "nobody" | ((request: HttpRequest) => boolean);
  /** Default: in the memory of this process. */
  readonly store?: ThrottleStore;
  /**
   * Throttles of one name and the same rates count together; wanted where there is a `store`, because it
   * must be the same in all processes. Default: each counts for itself.
   */
  readonly name?: string;
  /** When the store fails: let requests pass (the default), or answer 503. It is logged either way. */
  readonly onFailure?: "allow" | "refuse";
}

/** So often a minute is a store that fails told of, whatever the number of requests. */
const TELL_EVERY_MS = 60_000;
/** Clients that are known to be refused, so that the store is not asked. */
const MAX_REFUSED = 10_000;
/** Apps share nothing, also where they share a route. */
const stores = new WeakMap<App, ThrottleStore>();
let made = 0;

/**
 * A middleware that lets each client through so many times in a sliding window.
 *
 * What is over is 429 with Retry-After; every answer carries RateLimit and RateLimit-Policy. Put it inside of
 * the middleware that knows the user, and set `trustedProxies` of http() behind a proxy: else all
 * clients have one address. A request that is refused is not counted.
 *
 * @param rates `"100/h"`, or several that all must have a place: `["10/s", "1000/d"]`
 * @throws `API_RATE_INVALID`, `API_THROTTLE_OPTION_INVALID`
 * @example
 * group("/api", { middleware: [throttle(["20/s", "1000/h"], { by: "user" })] }, [posts])
 */
export function throttle(
  rates: Rate | readonly [Rate, ...Rate[]],
  options: ThrottleOptions = {},
): Middleware {
  const parsed = [rates].flat().map((rate) => parseRate(rate));
  if (parsed.length === 0) throw THROTTLE_OPTION_INVALID("there is no rate");
  const { by = "user", exempt = "staff", onFailure = "allow", name, store } = options;
  if (store !== undefined && name === undefined) {
    throw THROTTLE_OPTION_INVALID("a store that processes share wants a `name`");
  }
  const prefix = `${name ?? `throttle-${++made}`}|${parsed.map(({ text }) => text).join(",")}`;
  const ask = asker(store, parsed, onFailure);
  const layer = middleware("throttle", async (request, next) => {
    const client = isExempt(exempt, request) ? undefined : clientOf(by, request);
    const verdict = client === undefined ? undefined : await ask(`${prefix}|${client}`);
    if (verdict === undefined) return next();
    if (!verdict.isAllowed) throw refusal(verdict, name);
    return labelled(await next(), verdict, name);
  });
  return { ...layer, refuses: () => [429] };
}

type Ask = (key: string) => Promise<Verdict | undefined>;

function asker(
  given: ThrottleStore | undefined,
  rates: readonly ParsedRate[],
  onFailure: "allow" | "refuse",
): Ask {
  const refused = new Map<string, Verdict>();
  let toldMs = -Infinity;
  return async (key) => {
    const clock = currentClock();
    const nowMs = clock.epochMs();
    const known = refused.get(key);
    // No place becomes free before that moment, whoever counts.
    if (known !== undefined && nowMs < retryAtMs(known)) return known;
    try {
      const verdict = await (given ?? storeOfApp()).take(key, rates, nowMs);
      refused.delete(key);
      if (!verdict.isAllowed && given !== undefined) remember(refused, key, verdict);
      return verdict;
    } catch (error) {
      if (clock.monotonicMs() - toldMs > TELL_EVERY_MS) {
        toldMs = clock.monotonicMs();
        currentLog().error("the store of a throttle has failed", { error, onFailure });
      }
      if (onFailure === "refuse") throw unavailable().because(error);
      return undefined;
    }
  };
}

function remember(refused: Map<string, Verdict>, key: string, verdict: Verdict): void {
  if (refused.size >= MAX_REFUSED) refused.clear();
  refused.set(key, verdict);
}

function storeOfApp(): ThrottleStore {
  const app = currentApp.get()!;
  let store = stores.get(app);
  if (store === undefined) stores.set(app, (store = memoryThrottles()));
  return store;
}

function isExempt(exempt: NonNullable<ThrottleOptions["exempt"]>, request: HttpRequest): boolean {
  if (typeof exempt === "function") return exempt(request);
  return exempt === "staff" && request.user.isStaff;
}

function clientOf(
  by: NonNullable<ThrottleOptions["by"]>,
  request: HttpRequest,
): string | undefined {
  if (typeof by === "function") {
    const key = by(request);
    // It may be a secret, and of any length.
    return key === undefined ? undefined : `key:${hash("sha256", key, "base64url")}`;
  }
  const { user } = request;
  if (by === "user" && user.isSignedIn) return `user:${String(user.id)}`;
  return `address:${clientNetwork(request.address)}`;
}

function retryAtMs({ standings }: Verdict): number {
  const full = standings.filter(({ remaining }) => remaining === 0);
  return Math.max(...full.map(({ freeAtMs }) => freeAtMs));
}

function refusal(verdict: Verdict, name: string | undefined): Error {
  const nowMs = currentClock().epochMs();
  const retryAfter = Math.max(1, Math.ceil((retryAtMs(verdict) - nowMs) / 1000));
  const { rate } = verdict.standings.find(({ remaining }) => remaining === 0)!;
  const { code, message } = THROTTLED(rate.text, retryAfter);
  const headers = {
    "ratelimit-policy": policyHeader(verdict, name),
    ratelimit: standingHeader(verdict, name, nowMs),
  };
  return tooManyRequests({ retryAfter, code, headers }, message);
}

function labelled(
  response: HttpResponse,
  verdict: Verdict,
  name: string | undefined,
): HttpResponse {
  const nowMs = currentClock().epochMs();
  return response
    .append("ratelimit-policy", policyHeader(verdict, name))
    .append("ratelimit", standingHeader(verdict, name, nowMs));
}
