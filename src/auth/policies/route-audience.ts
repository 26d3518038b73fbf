import type { MountedRoute } from "../../http/index.ts";
import type { AuthSettings } from "../auth-options.ts";
import { scopesOf } from "../tokens/scopes.ts";
import { signedIn, type AccessRule, type ModelPolicy } from "./access-rule.ts";

/** Whom a route is for, in a few words for people: `"public"`, `"signed in, scopes posts:write"`. */
export function routeAudience(route: MountedRoute, { defaultAccess }: AuthSettings): string {
  const { extras, layers } = route;
  if (extras.public === true) return "public";
  const scopes = scopesOf(route);
  const wanted = [
    ...(extras.signedIn === true ? ["signed in"] : []),
    ...(extras.signedIn === "fresh" ? ["signed in lately"] : []),
    ...layers.flatMap(({ policy }) => (policy === undefined ? [] : [ruleName(policy)])),
    ...(scopes.length > 0 ? [`scopes ${scopes.join(" ")}`] : []),
  ];
  if (wanted.length > 0) return [...new Set(wanted)].join(", ");
  return extras.decidesAccess === true ? "decides itself" : DEFAULT_ACCESS[defaultAccess];
}

const DEFAULT_ACCESS = { refuse: "not said", signedIn: "signed in", public: "public" } as const;

function ruleName(policy: AccessRule | ModelPolicy): string {
  if (typeof policy !== "function") return `policy of ${policy.model.modelName}`;
  if (policy === signedIn) return "signed in";
  return policy.name === "" ? "a rule" : policy.name;
}
