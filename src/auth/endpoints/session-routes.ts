import { del, get, notFound, type Route } from "../../http/index.ts";
import { bool, int, json, list, text } from "../../schema/index.ts";
import type { AuthModels } from "../auth-models.ts";
import { endSession, endSessions, sessionsOf } from "../sessions/own-sessions.ts";
import { ACCOUNT, ownRow, ownSessionId } from "./own-row.ts";

/** The endpoints of one's own sessions. */
export function sessionRoutes({ Session }: AuthModels): Route[] {
  const common = { signedIn: true, scopes: ACCOUNT } as const;
  const columns = ["id", "createdAt", "seenAt", "expiresAt", "agent", "address"] as const;
  const shown = Session.shape(...columns).extend({ isCurrent: bool() });
  return [
    get(
      "/sessions",
      {
        ...common,
        name: "auth.sessions",
        summary: "Lists the own sessions",
        response: list(json(shown)),
      },
      async ({ user }) => {
        const current = ownSessionId(user);
        const all = await sessionsOf(await ownRow(user));
        return all.map((session) => ({ ...session, isCurrent: session.id === current }));
      },
    ),
    del(
      "/sessions",
      {
        ...common,
        name: "auth.end_other_sessions",
        summary: "Ends all other sessions",
        response: { ended: int() },
      },
      async ({ user }) => {
        const ended = await endSessions(await ownRow(user), { except: ownSessionId(user) });
        return { ended };
      },
    ),
    del(
      "/sessions/:id",
      {
        ...common,
        name: "auth.end_session",
        summary: "Ends one of the own sessions",
        params: { id: text({ max: 64 }) },
      },
      async ({ params, user }) => {
        if (!(await endSession(await ownRow(user), params.id))) throw notFound();
      },
    ),
  ];
}
