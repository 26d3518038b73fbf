import type { Authenticator } from "../authenticator.ts";
import type { ApiKeys } from "./api-keys.ts";

/** Reads `X-API-Key: …`. Never an address: those are written into logs. */
export function keyHeader(keys: ApiKeys): Authenticator {
  return {
    name: "apiKey",
    claims: ({ headers }) => headers["x-api-key"] !== undefined,
    identify: (request) => keys.identify(request.header("x-api-key") ?? ""),
  };
}
