import { module, type App, type AppComponent, type Module } from "../app/index.ts";
import { currentIdentity } from "../core/index.ts";
import { csrfTokens } from "../http/index.ts";
import { authentication } from "./authentication.ts";
import { authSettings, type AuthOptions, type AuthSettings } from "./auth-options.ts";
import { sessionCsrfTokens } from "./csrf/csrf-token.ts";
import { credentials, type Credentials } from "./credentials.ts";
import { checkMails } from "./check-mails.ts";
import { userCommands } from "./commands/user-commands.ts";
import { currentAuth } from "./current-auth.ts";
import { accountEndpoints } from "./endpoints/account-endpoints.ts";
import { accountPages } from "./pages/account-pages.ts";
import { can } from "./policies/explain.ts";
import { checkRouteAccess, ROUTE_OPTIONS } from "./policies/route-access.ts";
import { routeAudience } from "./policies/route-audience.ts";
import { checkSignUp } from "./recovery/sign-up-fields.ts";
import { endWithUser } from "./sessions/end-with-user.ts";
import { rotateOnPrivilege } from "./sessions/rotate-on-privilege.ts";
import { permissionsAfterMigrate } from "./users/sync-permissions.ts";

/**
 * The module of users, sessions and permissions.
 *
 * With it in the app, each route has to say whom it is for. Put it before the modules whose middleware wants
 * to know who asks.
 *
 * @throws `AUTH_OPTION_INVALID`, `CORE_BAD_DURATION` at once
 * @example
 * app({ modules: [http(), database({ url }), auth({ signUp: true, origin: "https://example.com" }), blog] })
 */
export function auth(options: AuthOptions = {}): Module {
  const settings = authSettings(options);
  const given = credentials(options, settings.models, settings);
  return module("auth", {
    models: [...settings.models.all, ...(settings.sessions.store.models ?? [])],
    routeOptions: ROUTE_OPTIONS,
    routeAudience: [(route) => routeAudience(route, settings)],
    middleware: [authentication],
    authenticators: given.authenticators,
    routes: [...accountEndpoints(settings), ...accountPages(settings), ...given.routes],
    receivers: [...rotateOnPrivilege(settings), ...endWithUser(settings)],
    commands: userCommands(settings.models.User),
    afterMigrate: [permissionsAfterMigrate],
    templateHelpers: [{ can, currentUser: currentIdentity }],
    checks: [
      (app) => checkRouteAccess(app, settings),
      (app) => checkMails(app, settings),
      (app) => checkSignUp(app, settings),
    ],
    components: [(app) => authComponent(app, settings, given)],
  });
}

function authComponent(app: App, settings: AuthSettings, given: Credentials): AppComponent {
  const authenticators = app.contributions("authenticators");
  return {
    name: "auth",
    provides: () => [
      currentAuth.as({ ...settings, authenticators }),
      csrfTokens.as(sessionCsrfTokens),
      ...given.bindings(),
    ],
  };
}
