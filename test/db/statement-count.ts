import assert from "node:assert/strict";
import { queryLog } from "quintet/db";

/** Runs `fn` and asserts how many statements it sent. */
export async function counted<T>(statements: number, fn: () => PromiseLike<T>): Promise<T> {
  const log: string[] = [];
  const result = await queryLog.run(log, async () => fn());
  assert.equal(log.length, statements, log.join("\n"));
  return result;
}

/** Asserts that `fn` is refused with a code before anything is sent. */
export function refused(fn: () => PromiseLike<unknown>, code: string): Promise<void> {
  return counted(0, () => assert.rejects(async () => fn(), { code }));
}
