import assert from "node:assert/strict";
import { hashPassword, User } from "quintet/auth";
import { appTest, type TestClient } from "quintet/testing";
import app from "./token-scopes.ts";

const test = appTest(app);
const PASSWORD = "violet-otter-7-lamp";

async function signUp(username: string, isStaff = false): Promise<User> {
  const passwordHash = await hashPassword(PASSWORD);
  return User.create({ username, email: `${username}@example.com`, passwordHash, isStaff });
}

async function tokenOf(client: TestClient, username: string, scope?: string) {
  const { status, json } = await client.post("/token", {
    body: new URLSearchParams({ username, password: PASSWORD, ...(scope && { scope }) }),
  });
  return { status, json, headers: { authorization: `Bearer ${json.access_token}` } };
}

test("a token says who asks", async ({ client }) => {
  const { id } = await signUp("ada");
  const { headers, json } = await tokenOf(client, "ada");
  assert.deepEqual([json.token_type, json.scope], ["Bearer", "read"]);
  assert.deepEqual((await client.get("/users/me", { headers })).json, { id, name: "ada" });
  assert.equal((await client.get("/users/me")).status, 401);
  const altered = { authorization: `${headers.authorization.slice(0, -3)}abc` };
  assert.equal((await client.get("/users/me", { headers: altered })).status, 401);
});

test("a token opens what its scopes say, and nothing else", async ({ client }) => {
  await signUp("ada");
  await signUp("grace", true);
  const json = { text: "Buy tea" };
  const may = async (headers: Record<string, string>) => [
    (await client.get("/notes", { headers })).status,
    (await client.post("/notes", { headers, json })).status,
    (await client.delete("/notes", { headers })).status,
  ];
  assert.deepEqual(await may({}), [401, 401, 401]);
  const scopes = [
    ["ada", "read", [200, 403, 403]],
    ["ada", "read write", [200, 201, 403]],
    ["grace", "read write admin", [200, 201, 204]],
  ] as const;
  for (const [name, scope, statuses] of scopes) {
    const { headers } = await tokenOf(client, name, scope);
    assert.deepEqual(await may(headers), statuses, scope);
  }
  assert.equal((await tokenOf(client, "ada", "admin")).json.error, "invalid_scope");
});
