import { currentLog } from "../../core/index.ts";
import { CLIENT_GONE } from "../errors.ts";
import type { Exchange } from "./exchange.ts";
import { requestAnswered, type RequestAnswered } from "./facts.ts";

const AGENT_LENGTH = 200;

/** Tells the log and whoever watches that a request has been answered. */
export function reportAnswered(
  exchange: Exchange,
  status: number,
  error: unknown,
  logsRequests: boolean,
): void {
  const { durationMs = exchange.clock.monotonicMs() - exchange.startedMs } = exchange;
  const isSlow = durationMs >= exchange.mounted.slowMs;
  const isFailure = status >= 500;
  if (!logsRequests && !isSlow && !isFailure && !requestAnswered.isObserved) return;
  const answered = answeredOf(exchange, status, durationMs, error);
  requestAnswered.publish(answered);
  const { requestId: _, user, error: cause, ...facts } = answered;
  const fields = { ...facts, durationMs: Math.round(durationMs * 10) / 10, user: user.id };
  if (isFailure) currentLog().error("request failed", { ...fields, error: cause });
  else if (isSlow) currentLog().warn("slow request", fields);
  else if (logsRequests) currentLog().info("request", fields);
}

function answeredOf(
  { request }: Exchange,
  status: number,
  durationMs: number,
  error: unknown,
): RequestAnswered {
  return {
    requestId: request.id,
    method: request.method,
    route: request.route.path,
    path: request.path,
    status: CLIENT_GONE.is(request.signal.reason) ? CLIENT_GONE.status : status,
    durationMs,
    user: request.user,
    address: request.address,
    agent: request.raw.headers["user-agent"]?.slice(0, AGENT_LENGTH) ?? "",
    error,
  };
}
