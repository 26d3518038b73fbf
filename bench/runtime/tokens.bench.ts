// What an access token adds to a request that a route answers anyway, and what the first one of a client costs.
import { tokenApp } from "../../test/auth/token-app.ts";
import { reportFigure } from "../pairs.ts";

const ROUNDS = 20;
const CALLS = 1_000;
const NEW_TOKENS = 2_000;
const BAR = "<= 40";

await using api = await tokenApp();
const { accessToken } = await api.run(() => api.tokens.issue(api.ada));

const read = async (headers: Record<string, string>): Promise<void> => {
  await (await api.ask("/open", headers)).arrayBuffer();
};
const withToken = () => read({ authorization: `Bearer ${accessToken}` });
// A header of the same length, which nobody looks at.
const without = () => read({ "x-nothing-of": `Bearer ${accessToken}` });

await cpuUsOf(3 * CALLS, withToken);
await cpuUsOf(3 * CALLS, without);
const costs: number[] = [];
const bare: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  costs.push(await cpuUsOf(CALLS, withToken));
  bare.push(await cpuUsOf(CALLS, without));
}
// The least of each: what the machine does beside it only adds.
const added = Math.min(...costs) - Math.min(...bare);
reportFigure("a request with an access token that is known", "µs of CPU more", added, BAR);

await api.run(async () => {
  const tokens: string[] = [];
  for (let index = 0; index < NEW_TOKENS; index++) {
    tokens.push((await api.tokens.issue(api.ada)).accessToken);
  }
  let next = 0;
  const first = await cpuUsOf(NEW_TOKENS, () => api.tokens.identify(tokens[next++]!));
  reportFigure("the first request with an access token (HS256)", "µs of CPU more", first, "<= 150");
  const known = await cpuUsOf(NEW_TOKENS, () => api.tokens.identify(accessToken));
  reportFigure("to know an access token again", "µs of CPU", known, "<= 2");
});

async function cpuUsOf(times: number, work: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  for (let index = 0; index < times; index++) await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / times;
}
