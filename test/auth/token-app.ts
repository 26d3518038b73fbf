import { app, type Module, module } from "quintet/app";
import {
  auth,
  type AuthOptions,
  currentTokens,
  hashPassword,
  type TokenRouteOptions,
  tokenRoutes,
  User,
} from "quintet/auth";
import { fakeClock, memoryLog } from "quintet/core";
import { currentDatabase, database, resolveTables } from "quintet/db";
import { createAll } from "quintet/db/migrations";
import { get, type Group, group, http, type Route, startInProcess } from "quintet/http";
import { temporaryDatabase } from "quintet/testing";

export const START = "2026-11-20T09:00:00Z";
export const SECRET = "c2VjcmV0LWZvci10ZXN0cy1vZi10b2tlbnM-0123456789";
export const PASSWORD = "correct horse battery staple";
const CHEAP = { memoryKib: 64, passes: 1, lanes: 1 };

export const TOKENS = {
  keys: [{ id: "one", secret: SECRET }],
  issuer: "https://api.example.com",
  audience: "https://api.example.com",
  scopes: { "posts:read": "Read posts", "posts:write": "Write posts" },
  defaultScopes: ["posts:read"],
} as const;

export interface TokenAppOptions {
  readonly url?: string;
  readonly auth?: AuthOptions;
  readonly routes?: readonly (Route | Group)[];
  readonly tokenRoutes?: TokenRouteOptions;
  readonly modules?: readonly Module[];
}

/** An app with tokens and one user, ada, on an empty database. */
export async function tokenApp(options: TokenAppOptions = {}) {
  const place = await temporaryDatabase(options.url);
  const clock = fakeClock({ start: START });
  const log = memoryLog();
  const running = app({
    modules: [
      http({ requestLog: false, keys: [SECRET] }),
      database({ url: place.url }),
      auth({
        tokens: TOKENS,
        passwords: { cost: CHEAP },
        verifyEmail: false,
        pages: false,
        endpoints: false,
        ...options.auth,
      }),
      module("api", { routes: [tokenRoutes(options.tokenRoutes), ...(options.routes ?? ROUTES)] }),
      ...(options.modules ?? []),
    ],
    clock,
    log,
  });
  const server = await startInProcess(running);
  await running.run(async () => {
    const { driver } = currentDatabase.get()!;
    await createAll(driver, resolveTables(running.contributions("models")).all);
  });
  const ada = await running.run(async () =>
    User.create({
      username: "ada",
      email: "ada@example.com",
      passwordHash: await hashPassword(PASSWORD, CHEAP),
    }),
  );
  const ask = (path: string, headers: Record<string, string> = {}) =>
    server.fetch(new Request(`http://localhost${path}`, { headers }));
  return {
    ada,
    clock,
    log,
    app: running,
    server,
    run: <T>(fn: () => Promise<T>) => running.run(fn),
    tokens: running.run(() => currentTokens.get()!),
    ask,
    /** What is kept of tokens. */
    families: async () => {
      const model = running
        .contributions("models")
        .find(({ modelName }) => modelName === "tokenFamily");
      return (model as unknown as typeof User).all();
    },
    /** With a bearer token. */
    as: (token: string, path = "/me") => ask(path, { authorization: `Bearer ${token}` }),
    /** A form, as OAuth2 clients send it. */
    send: (path: string, fields: Record<string, string>) =>
      server.fetch(
        new Request(`http://localhost${path}`, {
          method: "POST",
          body: new URLSearchParams(fields),
        }),
      ),
    async [Symbol.asyncDispose]() {
      await running.stop();
      await place.remove();
    },
  };
}

export async function codeOf(answer: Response | Promise<Response>): Promise<string> {
  const response = await answer;
  const body = (await response.json()) as { code?: string };
  return `${response.status} ${body.code ?? ""}`.trim();
}

const ROUTES = [
  get("/me", { signedIn: true }, ({ request: { user } }) => ({
    id: user.id,
    name: user.name,
    isStaff: user.isStaff,
    scopes: user.scopes === undefined ? null : [...user.scopes],
  })),
  get("/open", { public: true }, ({ request: { user } }) => ({ isSignedIn: user.isSignedIn })),
  group("/posts", { scopes: ["posts:read"] }, [
    get("/", () => "posts"),
    get("/drafts", { scopes: ["posts:write"] }, () => "drafts"),
  ]),
];
