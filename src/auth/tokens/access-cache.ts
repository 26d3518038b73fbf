import type { TokenIdentity } from "./token-identity.ts";

const MOST_TOKENS = 10_000;

/**
 * Access tokens that were verified, so that a client pays for its signature once. The whole token is the key:
 * what differs in a single character is verified again. Only good ones are kept, so nobody fills it with noise.
 */
export class AccessCache {
  readonly #known = new Map<string, TokenIdentity>();
  readonly #leewayMs: number;

  constructor(leewayMs: number) {
    this.#leewayMs = leewayMs;
  }

  find(token: string, nowMs: number): TokenIdentity | undefined {
    const identity = this.#known.get(token);
    if (identity === undefined) return undefined;
    if (identity.claims.exp * 1000 + this.#leewayMs > nowMs) return identity;
    this.#known.delete(token);
    return undefined;
  }

  keep(token: string, identity: TokenIdentity): void {
    if (this.#known.size >= MOST_TOKENS) this.#known.delete(this.#known.keys().next().value!);
    this.#known.set(token, identity);
  }
}
