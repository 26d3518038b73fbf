import { now, type Identity } from "../../core/index.ts";
import type { App, Problem } from "../../app/index.ts";
import { grantOf } from "../../db/index.ts";
import { routesOf, type HttpRequest, type RequestRoute } from "../../http/index.ts";
import type { Auth } from "../current-auth.ts";
import type { AuthSettings } from "../auth-options.ts";
import { NOT_FRESH, REFUSED, SIGN_IN_REQUIRED } from "../errors.ts";
import { checkScopes } from "../tokens/scopes.ts";
import { UserIdentity } from "../user-identity.ts";
import type { AccessRule, ModelPolicy } from "./access-rule.ts";

/** The names of the options of routes that auth() reads. */
export const ROUTE_OPTIONS: readonly string[] = ["policy", "scopes", "signedIn"];

/** What a route and its groups say of whom it is for. */
interface Access {
  readonly isStated: boolean;
  readonly isPublic: boolean;
  readonly signedIn: boolean | "fresh";
  /** Those of the groups and its own: all have to let in. */
  readonly rules: readonly AccessRule[];
}

/**
 * Lets a request in, or not.
 *
 * @throws `AUTH_SIGN_IN_REQUIRED` (401), `AUTH_REFUSED`, `AUTH_NOT_FRESH` (403)
 */
export function checkAccess(
  request: HttpRequest,
  user: Identity,
  auth: Auth,
): void | Promise<void> {
  const { isStated, signedIn, rules } = accessOf(request.route);
  // Where no route answers and no group says whom it is for, there is nothing to be kept from anybody.
  if (request.route.path === "" && !isStated) return;
  const wantsUser = signedIn !== false || (!isStated && auth.defaultAccess !== "public");
  if (wantsUser && !user.isSignedIn) throw SIGN_IN_REQUIRED();
  checkScopes(request.route, user);
  if (signedIn === "fresh" && !isFresh(user, auth)) throw NOT_FRESH();
  return checkRules(rules, 0, user, request);
}

/** One after the other, and without a promise as long as none of them gives one. */
function checkRules(
  rules: readonly AccessRule[],
  start: number,
  user: Identity,
  request: HttpRequest,
): void | Promise<void> {
  for (let index = start; index < rules.length; index++) {
    const answer = rules[index]!(user, request);
    if (answer instanceof Promise) {
      return answer.then((isAllowed) => {
        refuse(isAllowed, user);
        return checkRules(rules, index + 1, user, request);
      });
    }
    refuse(answer, user);
  }
}

const known = new WeakMap<RequestRoute, Access>();

function accessOf(route: RequestRoute): Access {
  let access = known.get(route);
  if (access === undefined) known.set(route, (access = readAccess(route)));
  return access;
}

function readAccess({ extras, layers }: RequestRoute): Access {
  const { scopes } = extras as { readonly scopes?: unknown };
  const signedIn = extras.signedIn ?? false;
  const isPublic = extras.public === true;
  const rules = layers.flatMap(({ policy }) => ruleOf(policy, extras.decidesAccess === true));
  const states = [
    isPublic,
    extras.decidesAccess === true,
    signedIn !== false,
    scopes !== undefined,
  ];
  return { isStated: states.includes(true) || rules.length > 0, isPublic, signedIn, rules };
}

function ruleOf(
  policy: AccessRule | ModelPolicy | undefined,
  decidesAccess: boolean,
): AccessRule[] {
  if (policy === undefined) return [];
  if (typeof policy === "function") return [policy];
  // A resource asks its policy itself, by the rule of each of its routes.
  if (decidesAccess) return [];
  return [(user, { method }) => grantOf(policy, RULES[method] ?? "update", user) !== false];
}

const RULES: Readonly<Record<string, string>> = {
  GET: "read",
  HEAD: "read",
  OPTIONS: "read",
  POST: "create",
  DELETE: "delete",
};

/** Whether the password was given lately; with a token or a key, it never was. */
export function isFresh(user: Identity, { sessions }: Pick<Auth, "sessions">): boolean {
  const session = user instanceof UserIdentity ? user.session : undefined;
  if (session === undefined) return false;
  return session.provedAt.getTime() + sessions.freshMs > now().getTime();
}

/** A route that says nothing of whom it is for is told at the start, and nobody gets in by oversight. */
export function checkRouteAccess(app: App, { defaultAccess }: AuthSettings): Problem[] {
  return routesOf(app).flatMap((route) => {
    const { isStated, isPublic, signedIn, rules } = readAccess(route);
    const label = `${route.methods[0]} ${route.path}`;
    if (!isStated && defaultAccess === "refuse") return [unstatedRoute(label)];
    return isPublic && (signedIn !== false || rules.length > 0) ? [contradiction(label)] : [];
  });
}

function unstatedRoute(label: string): Problem {
  return {
    id: "auth.route_unstated",
    level: "error",
    message: `${label} does not say whom it is for.`,
    hint: "Give the route or its group `public: true`, `signedIn: true`, `scopes` or a `policy`.",
  };
}

function contradiction(label: string): Problem {
  return {
    id: "auth.route_contradiction",
    level: "error",
    message: `${label} is public, and not for everybody.`,
    hint: "Take `public` away, or, where a group says `signedIn`, put the route outside of it.",
  };
}

function refuse(isAllowed: boolean, user: Identity): void {
  if (isAllowed) return;
  throw user.isSignedIn ? REFUSED("do this") : SIGN_IN_REQUIRED();
}
