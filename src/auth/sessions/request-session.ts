import type { HttpRequest } from "../../http/index.ts";
import type { UserSession } from "./session-store.ts";

/** The session of a request, with what its cookie holds: only this process knows it, and only now. */
export interface RequestSession {
  readonly token: string;
  readonly kept: UserSession;
}

const sessions = new WeakMap<HttpRequest, RequestSession>();

export function findRequestSession(request: HttpRequest): RequestSession | undefined {
  return sessions.get(request);
}

export function setRequestSession(request: HttpRequest, session: RequestSession | undefined): void {
  if (session === undefined) sessions.delete(request);
  else sessions.set(request, session);
}
