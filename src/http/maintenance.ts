import { unavailable } from "./http-error.ts";
import type { HttpRequest } from "./request.ts";
import type { Middleware } from "./middleware.ts";

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
      if (typeof isOn === "boolean") return isOn && !isExempt(request) ? refuse() : next();
      return isOn.then((late) => (late && !isExempt(request) ? refuse() : next()));
    },
  };
}

function isExempt({ user, route }: HttpRequest): boolean {
  return user.isStaff || route.worksInMaintenance;
}

function refuse(): never {
  throw unavailable("The service is being worked on and will be back soon.", {
    code: "HTTP_MAINTENANCE",
    headers: { "retry-after": RETRY_AFTER_S },
  });
}
