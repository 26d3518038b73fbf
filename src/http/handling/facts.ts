import { fact, type Identity } from "../../core/index.ts";

/** A request has been answered. */
export const requestAnswered = fact<RequestAnswered>("http.request");

export interface RequestAnswered {
  readonly requestId: string;
  readonly method: string;
  /** The path of the route, `"/posts/:id"`; empty where no route answered. */
  readonly route: string;
  readonly path: string;
  /** 499 where the client had gone before. */
  readonly status: number;
  readonly durationMs: number;
  readonly user: Identity;
  readonly address: string;
  /** The first 200 characters. */
  readonly agent: string;
  /** What was thrown, if anything. */
  readonly error: unknown;
}

/** Bytes that are no request have been answered with a 4xx. */
export const requestRefused = fact<RequestRefused>("http.refused");

export interface RequestRefused {
  readonly status: number;
  readonly address: string;
  /** As Node's parser calls it: `"HPE_INVALID_METHOD"`. */
  readonly reason: string;
}
