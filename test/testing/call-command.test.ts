import assert from "node:assert/strict";
import { command } from "quintet/app";
import { bool, int } from "quintet/schema";
import { callCommand, databaseTest, factory } from "quintet/testing";
import { models, User } from "./models.ts";

const test = databaseTest({ models });

const seed = command("seed", {
  description: "",
  arguments: { age: int() },
  options: { users: int({ min: 1 }).default(2), clear: bool() },
  async run({ arguments: { age }, options, print }) {
    if (options.clear) await User.all().delete();
    using bar = print.progress("Users", options.users);
    await factory(User).createMany(options.users, { age });
    bar.advance(options.users);
    print.table([{ users: await User.count() }]);
    return options.users;
  },
});

test("a command runs on the database of the test, with the defaults of its fields", async () => {
  const called = await callCommand(seed, { arguments: { age: 30 } });
  assert.deepEqual(called, {
    exitCode: 2,
    printed: [
      ["table", [{ users: 2 }]],
      ["progress", "Users 2/2"],
    ],
  });
  await callCommand(seed, { arguments: { age: 30 }, options: { clear: true, users: 1 } });
  assert.equal(await User.count(), 1);
});

test("values that do not fit are refused as on the command line", async () => {
  await assert.rejects(callCommand(seed, { arguments: { age: 1 }, options: { users: 0 } }), {
    code: "SCHEMA_INVALID",
  });
  await assert.rejects(callCommand(seed), { code: "SCHEMA_INVALID" });
  // @ts-expect-error There is no such option.
  await assert.rejects(callCommand(seed, { arguments: { age: 1 }, options: { user: 1 } }), {
    code: "SCHEMA_INVALID",
  });
  assert.equal(await User.count(), 0);
});
