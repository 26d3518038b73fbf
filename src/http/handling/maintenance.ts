import { unavailable } from "../answers/http-error.ts";
import { IN_MAINTENANCE } from "../errors.ts";
import type { HttpRequest } from "../input/request.ts";
import type { Middleware, Next } from "./middleware.ts";
import type { HttpResponse } from "../answers/response.ts";

/** Whether the service is closed for work on it: a value in a cache, a file, an own table. */
export interface MaintenanceFlag {
  isOn(): boolean | Promise<boolean>;
}

const RETRY_AFTER_S = "300";

/** Answers 503 while the flag is on, but for staff and for routes with `worksInMaintenance`. */
export function maintenance(flag: MaintenanceFlag): Middleware {
  return {
    name: "maintenance",
    handle(request, next) {
      const isOn = flag.isOn();
      return isOn instanceof Promise ? pass(request, isOn, next) : answer(request, isOn, next);
    },
  };
}

async function pass(
  request: HttpRequest,
  isOn: Promise<boolean>,
  next: Next,
): Promise<HttpResponse> {
  return answer(request, await isOn, next);
}

function answer(request: HttpRequest, isOn: boolean, next: Next): ReturnType<Next> {
  if (!isOn || isExempt(request)) return next();
  const { code, message } = IN_MAINTENANCE();
  throw unavailable(message, { code, headers: { "retry-after": RETRY_AFTER_S } });
}

function isExempt({ user, route }: HttpRequest): boolean {
  return user.isStaff || route.worksInMaintenance;
}
