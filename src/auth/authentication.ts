import {
  type Actor,
  actor,
  currentIdentity,
  identity,
  type Identity,
  withSlots,
} from "../core/index.ts";
import {
  HttpError,
  middleware,
  redirect,
  type HttpRequest,
  type HttpResponse,
  type Middleware,
  type Next,
} from "../http/index.ts";
import { checkCsrf } from "./csrf/check-csrf.ts";
import { authFor, type Auth } from "./current-auth.ts";
import { NOT_FRESH, SIGN_IN_REQUIRED } from "./errors.ts";
import { checkAccess } from "./policies/route-access.ts";
import { findSession } from "./sessions/find-session.ts";
import { challenged } from "./tokens/scopes.ts";
import { withRoles } from "./user-identity.ts";

type Answer = HttpResponse | Promise<HttpResponse>;

/** Finds out who asks, refuses forged requests, and lets in whom the route is for. */
export const authentication: Middleware = {
  ...middleware("auth", authenticated),
  refuses: ({ extras }, method) => {
    if (extras.public !== true) return [401, 403];
    const isUnprotected = extras.csrf === false || extras.authenticate === false;
    return isUnprotected || SAFE.includes(method) ? [] : [403];
  },
};

const SAFE = ["GET", "HEAD", "OPTIONS"];

function authenticated(request: HttpRequest, next: Next): Answer {
  const auth = authFor("Authentication");
  const found = findIdentity(auth, request);
  if (!(found instanceof Promise)) return admit(auth, request, next, found);
  return found.then((late) => admit(auth, request, next, late));
}

/** Who asks by what the request holds; undefined where it holds nothing, or a session that is over. */
function findIdentity(
  auth: Auth,
  request: HttpRequest,
): Identity | undefined | Promise<Identity | undefined> {
  const { authenticate, csrf } = request.route.extras;
  if (authenticate === false) return undefined;
  const claimed = auth.authenticators.find((one) => one.claims(request));
  if (claimed !== undefined) return claimed.identify(request);
  const token = csrf === false ? undefined : auth.sessions.cookie.find();
  if (token !== undefined) return findByCookie(auth, request, token);
  return csrf === true ? checkCsrf(request, auth).then(() => undefined) : undefined;
}

async function findByCookie(
  auth: Auth,
  request: HttpRequest,
  token: string,
): Promise<Identity | undefined> {
  const found = await findSession(auth, request, token);
  const { path, extras } = request.route;
  // Where no route answers, nothing is done by the session.
  if (found === undefined ? extras.csrf === true : path !== "") await checkCsrf(request, auth);
  return found;
}

function admit(auth: Auth, request: HttpRequest, next: Next, found: Identity | undefined): Answer {
  if (found !== undefined)
    return admitAs(auth, request, next, { who: found, acts: actorOf(found) });
  // Tests, and what runs the server in process, may say themselves who asks, and who acts.
  const said = withRoles(currentIdentity());
  const admitSaid = (who: Identity): Answer =>
    who.isSignedIn
      ? admitAs(auth, request, next, { who, acts: actor.get() ?? actorOf(who) })
      : checked(auth, request, who, next);
  return said instanceof Promise ? said.then(admitSaid) : admitSaid(said);
}

/** Who asks, and whose the changes are. */
interface Admitted {
  readonly who: Identity;
  readonly acts: Actor | undefined;
}

function actorOf({ id, name }: Identity): Actor | undefined {
  return id === undefined ? undefined : { id, ...(name !== undefined && { name }) };
}

function admitAs(auth: Auth, request: HttpRequest, next: Next, { who, acts }: Admitted): Answer {
  request.user = who;
  return checked(auth, request, who, () => {
    const answer = withSlots([identity.as(who), actor.as(acts)], next);
    return answer instanceof Promise ? answer.then(keptPrivate) : keptPrivate(answer);
  });
}

/** Runs the rest for whom the route is for. */
function checked(auth: Auth, request: HttpRequest, who: Identity, run: () => Answer): Answer {
  try {
    const checking = checkAccess(request, who, auth);
    if (checking === undefined) return run();
    return checking.then(run, (error: unknown) => refused(auth, request, error));
  } catch (error) {
    return refused(auth, request, error);
  }
}

/** A cache that many share would show it to others: of headers it knows `Authorization`, and no `X-Api-Key`. */
function keptPrivate(response: HttpResponse): HttpResponse {
  response.headers["cache-control"] ??= "private, no-cache";
  return response;
}

/** People are shown where to sign in, and brought back; programs get the error. */
function refused(auth: Auth, request: HttpRequest, error: unknown): HttpResponse {
  const isPage = request.method === "GET" && /\btext\/html\b/.test(request.header("accept") ?? "");
  if (auth.pages === false || !isPage) throw withChallenge(auth, error);
  const page = SIGN_IN_REQUIRED.is(error) ? "sign-in" : NOT_FRESH.is(error) ? "confirm" : undefined;
  if (page === undefined) throw error;
  const here = request.search === "" ? request.path : `${request.path}?${request.search}`;
  return redirect(`${auth.pages}/${page}?next=${encodeURIComponent(here)}`);
}

/** Programs are told how to sign in where the app takes tokens (RFC 9110, 11.6.1). */
function withChallenge({ authenticators }: Auth, error: unknown): unknown {
  const isPlain = SIGN_IN_REQUIRED.is(error) && !(error instanceof HttpError);
  const takesTokens = authenticators.some(({ name }) => name === "bearer");
  return isPlain && takesTokens ? challenged(error) : error;
}
